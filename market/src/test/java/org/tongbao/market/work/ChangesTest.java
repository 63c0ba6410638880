package org.tongbao.market.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;

final class ChangesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Changes changes = new Changes(Duration.ofMillis(5));
  private final UUID thing = UUID.randomUUID();

  private static TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
  }

  @Test
  void wakesOnlyWhenTheTransactionHasCommitted() throws Exception {
    Changes patient = new Changes(LONG);
    AtomicBoolean there = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> waits =
          threads.submit(
              () ->
                  patient.await(
                      List.of(UUID.randomUUID(), thing),
                      LONG,
                      () -> {
                        looks.incrementAndGet();
                        return there.get();
                      }));
      awaitWaiting(patient, 1);
      // One that was undone tells nobody, and leaves nothing behind for the next.
      transaction()
          .executeWithoutResult(
              status -> {
                patient.of(thing);
                status.setRollbackOnly();
              });
      transaction()
          .executeWithoutResult(
              status -> {
                patient.of(thing);
                transaction().executeWithoutResult(inner -> patient.of(thing));
                there.set(true);
              });
      waits.get(60, TimeUnit.SECONDS);
    }
    // Before it waited, and when it was woken.
    assertThat(looks.get()).isBetween(1, 2);
    assertThat(patient.waitingFor(thing)).isZero();
  }

  @Test
  void whatAnotherProcessDidIsSeenByLooking() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    changes.await(List.of(thing), LONG, () -> looks.incrementAndGet() == 3);
    assertThat(looks).hasValue(3);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    AtomicInteger looks = new AtomicInteger();
    changes.await(
        List.of(thing),
        Duration.ofMillis(1),
        () -> {
          looks.incrementAndGet();
          return false;
        });
    assertThat(looks.get()).isBetween(1, 2);
    assertThat(changes.waitingFor(thing)).isZero();
  }

  @Test
  void noThingKeepsMoreThanAFewWaiting() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waits = new ArrayList<>();
      for (int i = 0; i < Changes.MOST_FOR_ONE; i++) {
        waits.add(
            threads.submit(() -> changes.await(List.of(thing), LONG, () -> over.getCount() == 0)));
      }
      awaitWaiting(changes, Changes.MOST_FOR_ONE);
      AtomicInteger looks = new AtomicInteger();
      changes.await(
          List.of(thing),
          LONG,
          () -> {
            looks.incrementAndGet();
            return false;
          });
      assertThat(looks).hasValue(0);
      over.countDown();
      changes.of(thing);
      for (Future<?> each : waits) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(changes.waitingFor(thing)).isZero();
  }

  @Test
  void nobodyHoldsUpTheEnd() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> waits = threads.submit(() -> changes.await(List.of(thing), LONG, () -> false));
      awaitWaiting(changes, 1);
      changes.close();
      waits.get(60, TimeUnit.SECONDS);
    }
    changes.await(List.of(thing), LONG, () -> false);
  }

  private void awaitWaiting(Changes of, int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (of.waitingFor(thing) < count) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
