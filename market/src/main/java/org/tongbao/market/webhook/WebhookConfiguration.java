package org.tongbao.market.webhook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.KeylessWrite;

/// Answers that show a secret must not be kept among the answers.
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
  private static final String SHOP = "/api/v1/merchants/{merchantId}/webhooks";
  private static final String SHOP_PAGES = "/merchant/{merchantId}/webhooks";
  private static final String PLATFORM_PAGES = "/platform/webhooks";
  private static final String PLATFORM = "/api/v1/platform/webhooks";

  @Bean
  KeylessWrite makingAShopsWebhook() {
    return new KeylessWrite(HttpMethod.POST, SHOP);
  }

  @Bean
  KeylessWrite makingAPlatformsWebhook() {
    return new KeylessWrite(HttpMethod.POST, PLATFORM);
  }

  @Bean
  KeylessWrite changingAShopsSecret() {
    return new KeylessWrite(HttpMethod.POST, SHOP + "/{id}/secret");
  }

  @Bean
  KeylessWrite changingAPlatformsSecret() {
    return new KeylessWrite(HttpMethod.POST, PLATFORM + "/{id}/secret");
  }

  @Bean
  KeylessWrite makingAShopsWebhookByAForm() {
    return new KeylessWrite(HttpMethod.POST, SHOP_PAGES);
  }

  @Bean
  KeylessWrite changingAShopsSecretByAForm() {
    return new KeylessWrite(HttpMethod.POST, SHOP_PAGES + "/{id}/secret");
  }

  @Bean
  KeylessWrite makingAPlatformsWebhookByAForm() {
    return new KeylessWrite(HttpMethod.POST, PLATFORM_PAGES);
  }

  @Bean
  KeylessWrite changingAPlatformsSecretByAForm() {
    return new KeylessWrite(HttpMethod.POST, PLATFORM_PAGES + "/{id}/secret");
  }
}
