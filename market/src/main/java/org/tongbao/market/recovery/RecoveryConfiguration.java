package org.tongbao.market.recovery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// The writes that take no `Idempotency-Key`: counters of requests must outlive a refusal.
@Configuration(proxyBeanMethods = false)
class RecoveryConfiguration {
  @Bean
  KeylessWrite askingForRecovery() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/password-recoveries");
  }

  @Bean
  KeylessWrite askingForAProof() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/me/email-proofs");
  }

  @Bean
  KeylessWrite askingForAnotherAddress() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/me/email-changes");
  }
}
