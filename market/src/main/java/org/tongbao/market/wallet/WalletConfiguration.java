package org.tongbao.market.wallet;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// What the wallet asks of features below it.
@Configuration(proxyBeanMethods = false)
class WalletConfiguration {
  /// A key store must not be kept among the answers; making it again changes nothing.
  @Bean
  KeylessWrite exportingAKey() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/wallet/key-export");
  }
}
