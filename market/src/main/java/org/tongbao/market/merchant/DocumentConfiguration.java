package org.tongbao.market.merchant;

import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.LargeWrite;
import org.tongbao.market.media.DocumentCheck;

/// What documents need of the filter around writes.
@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {
  @Bean
  LargeWrite puttingADocumentIn() {
    return new LargeWrite(
        HttpMethod.PUT,
        Pattern.compile("/api/v1/merchants/[^/]+/application/documents/[^/]+"),
        DocumentCheck.MOST_BYTES);
  }
}
