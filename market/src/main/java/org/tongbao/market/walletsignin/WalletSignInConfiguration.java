package org.tongbao.market.walletsignin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// The writes that take no `Idempotency-Key`: each message works once, and wallets that are
/// contracts are asked on the chain, which must not happen inside a transaction.
@Configuration(proxyBeanMethods = false)
class WalletSignInConfiguration {
  @Bean
  KeylessWrite askingAWallet() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/wallet-challenges");
  }

  @Bean
  KeylessWrite signingInByWallet() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/sessions/wallet");
  }

  @Bean
  KeylessWrite addingAWallet() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/me/wallets");
  }
}
