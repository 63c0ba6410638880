package org.tongbao.market.promotion;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// What promotions ask of features below them: codes must not be kept among the answers. Codes that
/// were made twice and not handed out cost nothing.
@Configuration(proxyBeanMethods = false)
class PromotionConfiguration {
  @Bean
  KeylessWrite makingThePlatformsCodes() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/platform/campaigns/{id}/codes");
  }

  @Bean
  KeylessWrite makingAShopsCodes() {
    return new KeylessWrite(HttpMethod.POST, "/api/v1/merchants/{merchantId}/campaigns/{id}/codes");
  }

  @Bean
  KeylessWrite makingAShopsCodesByAForm() {
    return new KeylessWrite(HttpMethod.POST, "/merchant/{merchantId}/promotions/{id}/codes");
  }
}
