package org.tongbao.market.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// The writes of this feature that take no `Idempotency-Key`: their answers hand out a session, or
/// their counters of failures must outlive a refusal.
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
  @Bean
  KeylessWrite signingIn() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/sessions");
  }

  @Bean
  KeylessWrite signingOut() {
    return new KeylessWrite(HttpMethod.DELETE, "/api/v1/sessions/current");
  }

  @Bean
  KeylessWrite changingThePassword() {
    return new KeylessWrite(HttpMethod.PUT, "/api/v1/me/password");
  }
}
