package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.ledger.tx.Polling;

/// What somebody sees who starts a marketplace for the first time.
class DemonstrationTest {
  private static final Duration FILLED_WITHIN = Duration.ofMinutes(5);

  @RegisterExtension private static final Filled APP = new Filled();

  @Test
  void hasShopsProductsOrdersInEveryStateAndReviewsInBothLanguages() {
    JdbcClient database = APP.running.bean(JdbcClient.class);
    Optional<Boolean> done =
        Polling.until(
            FILLED_WITHIN,
            () ->
                count(database, "demo_things WHERE key = 'done'") == 1
                    ? Optional.of(true)
                    : Optional.empty());
    assertThat(done).as("filled within %s", FILLED_WITHIN).isPresent();
    APP.running.settle();

    assertThat(count(database, "products")).isGreaterThanOrEqualTo(200);
    assertThat(count(database, "merchants WHERE state = 'APPROVED'")).isGreaterThanOrEqualTo(8);
    // What is received is settled at once, so that nothing stays RECEIVED.
    assertThat(texts(database, "SELECT DISTINCT state FROM seller_orders"))
        .contains("PLACED", "PAID", "SHIPPED", "SETTLED", "COMPLETED", "REFUNDED", "CANCELLED");
    assertThat(texts(database, "SELECT DISTINCT claim FROM seller_orders"))
        .contains("REQUESTED", "DISPUTED");
    assertThat(count(database, "reviews WHERE state = 'ATTESTED' AND text ~ '[一-龥]'"))
        .isGreaterThanOrEqualTo(8);
    assertThat(count(database, "reviews WHERE state = 'ATTESTED' AND text !~ '[一-龥]'"))
        .isGreaterThanOrEqualTo(7);
  }

  private static long count(JdbcClient database, String rows) {
    return database.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
  }

  private static List<String> texts(JdbcClient database, String query) {
    return database.sql(query).query((row, n) -> row.getString(1)).list();
  }

  /// An application that fills itself, as the command `run` starts it.
  private static final class Filled implements BeforeAllCallback, AfterAllCallback {
    private static final String FILL = "tongbao.demo.fill";

    private final RunningApplication running = new RunningApplication();

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
      System.setProperty(FILL, "true");
      try {
        running.beforeAll(test);
      } finally {
        System.clearProperty(FILL);
      }
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
      running.afterAll(test);
    }
  }
}
