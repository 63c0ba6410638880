package org.tongbao.market.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;

final class ChainDutyTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final AtomicInteger first = new AtomicInteger();
  private final AtomicInteger second = new AtomicInteger();

  @Test
  void oneProcessHasItAndAnotherTakesItOverWhenThatStops() {
    try (ChainDuty two = duty("stopping", second)) {
      try (ChainDuty one = duty("stopping", first)) {
        one.start();
        await(() -> first.get() > 3);
        two.start();
        int known = first.get();
        await(() -> first.get() > known + 20);
        assertThat(second).hasValue(0);
      }
      int last = first.get();
      await(() -> second.get() > 3);
      assertThat(first).hasValue(last);
    }
  }

  /// A killed process leaves its connections to the database's mercy, which ends them.
  @Test
  void isTakenOverWhenTheConnectionOfItsProcessDies() {
    try (ChainDuty one = duty("dying", first)) {
      one.start();
      await(() -> first.get() > 3);
      try (ChainDuty two = duty("dying", second)) {
        two.start();
        killHolders();
        await(() -> second.get() > 3);
        await(this::onlyTheSecondWorks);
      }
      int last = first.get();
      await(() -> first.get() > last);
    }
  }

  /// The one that lost its connection notices within a second.
  private boolean onlyTheSecondWorks() {
    int last = first.get();
    int then = second.get();
    await(() -> second.get() > then + 20);
    return first.get() == last;
  }

  @Test
  void goesOnAfterAFailure() {
    var passes = new AtomicInteger();
    ChainDutyStore duties = new ChainDutyStore(DATABASE.jdbc(), DATABASE.dataSource());
    try (ChainDuty failing =
        new ChainDuty(
            "failing",
            duties,
            () -> {
              if (passes.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              return false;
            },
            () -> new ChainSignal().awaitItems(5))) {
      failing.start();
      await(() -> passes.get() > 3);
    }
  }

  /// Ends every connection that holds an advisory lock in this database.
  private static void killHolders() {
    DATABASE
        .jdbc()
        .sql(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_locks
            WHERE locktype = 'advisory' AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """)
        .query(Integer.class)
        .single();
  }

  private static ChainDuty duty(String name, AtomicInteger passes) {
    ChainDutyStore duties = new ChainDutyStore(DATABASE.jdbc(), DATABASE.dataSource());
    return new ChainDuty(
        name,
        duties,
        () -> {
          passes.incrementAndGet();
          return false;
        },
        () -> new ChainSignal().awaitItems(5));
  }

  private static void await(BooleanSupplier condition) {
    assertThat(
            Polling.until(
                Duration.ofSeconds(20),
                () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty()))
        .isPresent();
  }
}
