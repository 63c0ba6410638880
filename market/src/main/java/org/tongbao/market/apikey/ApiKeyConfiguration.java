package org.tongbao.market.apikey;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// Answers that show a key must not be kept among the answers; a key that was made twice is revoked
/// once.
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {
  @Bean
  KeylessWrite makingAShopsKey() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/merchants/{merchantId}/api-keys");
  }

  @Bean
  KeylessWrite makingAPlatformsKey() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/platform/api-keys");
  }

  @Bean
  KeylessWrite makingAShopsKeyByAForm() {
    return new KeylessWrite(HttpMethod.POST, "/merchant/{merchantId}/api-keys");
  }

  @Bean
  KeylessWrite makingAPlatformsKeyByAForm() {
    return new KeylessWrite(HttpMethod.POST, "/platform/api-keys");
  }
}
