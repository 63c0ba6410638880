package org.tongbao.market.attempts;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts of attempts for tests without the whole application.
public final class TestAttempts {
  private TestAttempts() {}

  public static FailedAttempts of(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new FailedAttempts(new FailedAttemptStore(jdbc), transaction, clock);
  }

  /// What otherwise happens by itself.
  public static void deleteForgotten(FailedAttempts attempts) {
    attempts.deleteForgotten();
  }
}
