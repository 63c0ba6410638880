package org.tongbao.market.reconciliation;

import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.LargeWrite;

/// What the feature needs of the filter around writes.
@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {
  private static final int LARGEST = 10 << 20;

  @Bean
  LargeWrite bringingAStatement() {
    return new LargeWrite(
        HttpMethod.PUT,
        Pattern.compile("/api/v1/platform/reconciliations/[^/]+/days/[^/]+/statement"),
        LARGEST);
  }
}
