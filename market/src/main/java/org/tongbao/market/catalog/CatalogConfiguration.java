package org.tongbao.market.catalog;

import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.LargeWrite;

/// What the feature needs of the filter around writes.
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {
  @Bean
  LargeWrite readingAFileIn() {
    return new LargeWrite(
        HttpMethod.POST,
        Pattern.compile("/api/v1/merchants/[^/]+/products/import"),
        ProductFile.LARGEST);
  }
}
