package org.tongbao.market.passkey;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// The writes that take no `Idempotency-Key`: each challenge works once, and a session is handed
/// out.
@Configuration(proxyBeanMethods = false)
class PasskeyConfiguration {
  @Bean
  KeylessWrite askingForAPasskey() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/passkey-challenges");
  }

  @Bean
  KeylessWrite signingInByPasskey() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/sessions/passkey");
  }
}
