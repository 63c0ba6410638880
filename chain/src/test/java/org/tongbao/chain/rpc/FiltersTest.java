package org.tongbao.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.core.ChainEvents;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisBlock;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.U256;

/// Filters beside a thread that brings news late.
final class FiltersTest {
  private static final ChainEvent NEWS =
      new ChainEvent.NewHead(
          List.of(),
          List.of(
              new StoredBlock(GenesisBlock.of(Genesis.dev()).block(), null, U256.ZERO, List.of())));
  private static final Filters.Interest BLOCKS = new Filters.Interest.Blocks();

  private final Thread test = Thread.currentThread();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final ChainEvents events = new ChainEvents();
  private final Filters filters = new Filters(events, RpcLimits.DEFAULT, holdingClock());

  @AfterEach
  void close() {
    letGo.countDown();
    filters.close();
  }

  @Test
  void tellsAFilterNothingThatHappenedBeforeIt() throws InterruptedException {
    String first = filters.install(BLOCKS);
    events.send(NEWS);
    held.await();
    events.send(NEWS);
    String second = filters.install(BLOCKS);
    events.send(NEWS);
    letGo.countDown();
    awaitThat(() -> filters.changes(second).size() == 1);
    assertThat(filters.changes(first)).hasSize(3);
    assertThat(filters.changes(second)).isEmpty();
  }

  @Test
  void beginsAnewAfterFallingTooFarBehind() throws InterruptedException {
    filters.install(BLOCKS);
    events.send(NEWS);
    held.await();
    for (int i = 0; i < 5_000; i++) {
      events.send(NEWS);
    }
    letGo.countDown();
    // The ones before have gaps and are taken back; a new one hears again.
    awaitThat(
        () -> {
          String later = filters.install(BLOCKS);
          events.send(NEWS);
          return hears(later);
        });
  }

  private boolean hears(String filter) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(1));
    while (Instant.now().isBefore(deadline)) {
      try {
        if (!filters.changes(filter).isEmpty()) {
          return true;
        }
      } catch (RpcException takenBack) {
        return false;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private static void awaitThat(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  /// Whoever brings the news asks it for the time first, and waits there until the test lets go.
  private Clock holdingClock() {
    InstantSource source =
        () -> {
          if (Thread.currentThread() != test) {
            held.countDown();
            try {
              letGo.await();
            } catch (InterruptedException ended) {
              Thread.currentThread().interrupt();
            }
          }
          return Instant.now();
        };
    return source.withZone(ZoneOffset.UTC);
  }
}
