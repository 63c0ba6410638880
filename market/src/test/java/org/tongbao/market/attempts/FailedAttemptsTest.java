package org.tongbao.market.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;

/// Attempts at the same moment, each of which reads the time before it gets its turn.
final class FailedAttemptsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final int THREADS = 8;
  private static final int ATTEMPTS = 40;

  private final FailedAttempts attempts =
      new FailedAttempts(
          new FailedAttemptStore(DATABASE.jdbc()),
          new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource())),
          Clock.systemUTC());

  @Test
  void manyWhoSignInFromOneAddressAtOnceDoNotHoldEachOtherBack() throws Exception {
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String account = "buyer" + i;
      work.add(() -> heldBack(account));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> each : threads.invokeAll(work)) {
        assertThat(each.get()).isZero();
      }
    }
  }

  private int heldBack(String account) {
    int heldBack = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      if (attempts.begin(account, "192.0.2.9").isPresent()) {
        heldBack++;
      } else {
        attempts.succeeded(account, "192.0.2.9");
      }
    }
    return heldBack;
  }
}
