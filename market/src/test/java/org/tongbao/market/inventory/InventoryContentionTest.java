package org.tongbao.market.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.inventory.Inventory.Outcome;

/// Many buyers at once, with a pool of 20 connections.
@Timeout(60)
final class InventoryContentionTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final InventoryFixture stock = new InventoryFixture(DATABASE);

  /// A second process has its own objects and shares nothing but the database.
  private final InventoryFixture secondProcess = new InventoryFixture(DATABASE);

  @BeforeEach
  void startAnew() {
    stock.clear();
  }

  @AfterEach
  void everythingAddsUp() {
    assertThat(stock.addsUp()).isTrue();
  }

  // M5, M20, M22: 300 buyers and a stock of 100; 300 sold elsewhere, or 273 failures.
  @Test
  void threeHundredBuyersOfAHundredGetExactlyAHundred() throws Exception {
    UUID variant = stock.variant(100);

    List<Outcome> outcomes =
        atOnce(300, number -> buyIn(number % 2 == 0 ? stock : secondProcess, Map.of(variant, 1)));

    assertThat(outcomes).filteredOn(Outcome.Reserved.class::isInstance).hasSize(100);
    assertThat(outcomes)
        .filteredOn(Outcome.SoldOut.class::isInstance)
        .hasSize(200)
        .containsOnly(new Outcome.SoldOut(variant, 0));
    assertThat(stock.inventory.available(variant)).isZero();
  }

  @Test
  void fiveThousandBuyersAreAnsweredToo() throws Exception {
    UUID variant = stock.variant(100);

    List<Outcome> outcomes = atOnce(5000, number -> buyIn(stock, Map.of(variant, 1)));

    assertThat(outcomes).filteredOn(Outcome.Reserved.class::isInstance).hasSize(100);
    assertThat(outcomes).filteredOn(Outcome.SoldOut.class::isInstance).hasSize(4900);
  }

  @Test
  void buyersOfSeveralItemsInAnyOrderNeverBlockEachOther() throws Exception {
    List<UUID> variants = IntStream.range(0, 6).mapToObj(it -> stock.variant(200)).toList();

    List<Outcome> outcomes =
        atOnce(
            200,
            number ->
                buyIn(
                    stock,
                    Map.of(
                        variants.get(number % 6), 1,
                        variants.get((number + 1 + number % 5) % 6), 2)));

    assertThat(outcomes).containsOnly(new Outcome.Reserved());
  }

  @Test
  void aReservationEndsOnceHoweverManyTry() throws Exception {
    UUID variant = stock.variant(1000);
    for (int round = 0; round < 20; round++) {
      UUID reservation = stock.id();
      stock.inventory.reserve(reservation, Map.of(variant, 3), stock.in(HALF_AN_HOUR));
      int before = stock.inventory.stock(variant).onHand();

      List<Boolean> committed =
          atOnce(
              8,
              number -> {
                if (number % 2 == 0) {
                  return stock.inventory.commit(reservation);
                }
                stock.inventory.release(reservation);
                return false;
              });

      // Either it was sold, and everybody who asked was told so, or it was let go.
      Stock after = stock.inventory.stock(variant);
      assertThat(after.reserved()).isZero();
      assertThat(after.onHand()).isEqualTo(committed.contains(true) ? before - 3 : before);
      assertThat(committed.stream().filter(it -> it).count()).isIn(0L, 4L);
    }
  }

  @Test
  void severalProcessesExpireTogetherAndEachReservationOnce() throws Exception {
    UUID variant = stock.variant(100);
    for (int i = 0; i < 50; i++) {
      stock.inventory.reserve(stock.id(), Map.of(variant, 2), stock.in(HALF_AN_HOUR));
    }
    stock.advance(HALF_AN_HOUR);

    List<Integer> ended = atOnce(8, number -> stock.inventory.expire(100));

    assertThat(ended.stream().mapToInt(it -> it).sum()).isEqualTo(50);
    assertThat(stock.inventory.available(variant)).isEqualTo(100);
  }

  @Test
  void aWaitThatTakesTooLongIsCutShortAndChangesNothing() throws Exception {
    UUID variant = stock.variant(1);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> slow =
          threads.submit(
              () ->
                  stock.transaction.executeWithoutResult(
                      status -> {
                        stock
                            .jdbc
                            .sql("SELECT 1 FROM stock_items WHERE variant_id = ? FOR UPDATE")
                            .param(variant)
                            .query(Integer.class)
                            .single();
                        locked.countDown();
                        awaitQuietly(answered);
                      }));
      locked.await();
      assertThat(refusal(() -> buyIn(stock, Map.of(variant, 1)))).isEqualTo(InventoryError.BUSY);
      answered.countDown();
      slow.get();
    }
    assertThat(buyIn(stock, Map.of(variant, 1))).isEqualTo(new Outcome.Reserved());
  }

  private static Object refusal(Callable<?> action) throws Exception {
    try {
      return action.call();
    } catch (DomainException refused) {
      return refused.code();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// What a checkout does: reserving is one step of a longer transaction.
  private static Outcome buyIn(InventoryFixture process, Map<UUID, Integer> demand) {
    return Objects.requireNonNull(
        process.transaction.execute(
            status -> {
              UUID reservation = process.id();
              Outcome outcome =
                  process.inventory.reserve(reservation, demand, process.in(HALF_AN_HOUR));
              process.jdbc.sql("SELECT 1").query(Integer.class).single();
              return outcome;
            }));
  }

  private interface Numbered<T> {
    T of(int number) throws Exception;
  }

  /// Starts so many threads together and gives what each came to, in their order.
  private static <T> List<T> atOnce(int count, Numbered<T> action) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return action.of(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
