package org.tongbao.market.secondfactor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// The writes that take no `Idempotency-Key`: their answers hand out secrets or a session, or their
/// counters of failures must outlive a refusal.
@Configuration(proxyBeanMethods = false)
class SecondFactorConfiguration {
  private static final String OWN = "/api/v1/me/second-factor";
  private static final String PAGES = "/account/security/second-factor";

  @Bean
  KeylessWrite settingUpASecondFactor() {
    return new KeylessWrite(HttpMethod.POST, OWN);
  }

  @Bean
  KeylessWrite confirmingASecondFactor() {
    return new KeylessWrite(HttpMethod.PUT, OWN + "/confirmation");
  }

  @Bean
  KeylessWrite renewingRecoveryCodes() {
    return new KeylessWrite(HttpMethod.POST, OWN + "/recovery-codes");
  }

  @Bean
  KeylessWrite showingASecondFactor() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/sessions/second-factor");
  }

  @Bean
  KeylessWrite settingUpASecondFactorByAForm() {
    return new KeylessWrite(HttpMethod.POST, PAGES);
  }

  @Bean
  KeylessWrite confirmingASecondFactorByAForm() {
    return new KeylessWrite(HttpMethod.POST, PAGES + "/confirmation");
  }

  @Bean
  KeylessWrite renewingRecoveryCodesByAForm() {
    return new KeylessWrite(HttpMethod.POST, PAGES + "/recovery-codes");
  }
}
