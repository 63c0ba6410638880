package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.index.Indexer;
import org.tongbao.ledger.index.IndexerOptions;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.rpc.LogEntry;
import org.tongbao.primitives.Address;

/// Every event once and in order, on every network.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IndexerSuite {
  private Shop shop;
  private Terms terms;

  abstract TestNetwork start();

  @BeforeAll
  void open() {
    shop = new Shop(start());
    terms = shop.completed();
  }

  @AfterAll
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  Shop shop() {
    return shop;
  }

  List<Address> contracts() {
    return List.copyOf(shop.contracts.addresses().values());
  }

  /// What the chain itself has, asked at once.
  List<LogEntry> truth() {
    return shop.client.logs(0, shop.client.blockNumber(), contracts());
  }

  Indexer indexer(Book book, IndexerOptions options) {
    return new Indexer(shop.client, contracts(), book, options);
  }

  @Test
  void deliversEveryEventOnceInOrder() {
    Book book = Book.reliable();
    Indexer indexer = indexer(book, IndexerOptions.DEFAULT);
    assertThat(indexer.catchUp()).isEqualTo((int) shop.client.blockNumber() + 1);
    assertThat(book.logs()).isEqualTo(truth());
    assertThat(indexer.catchUp()).isZero();
    List<Class<?>> steps =
        book.logs().stream()
            .flatMap(log -> shop.contracts.decode(log.address(), log.topics(), log.data()).stream())
            .filter(OrdersEvent.class::isInstance)
            .<Class<?>>map(Object::getClass)
            .toList();
    assertThat(steps)
        .containsSubsequence(
            OrdersEvent.Placed.class,
            OrdersEvent.PaymentReceived.class,
            OrdersEvent.Paid.class,
            OrdersEvent.Shipped.class,
            OrdersEvent.Received.class,
            OrdersEvent.Settled.class,
            OrdersEvent.Completed.class);
    assertThat(placedTerms(book)).contains(terms);
  }

  private List<Terms> placedTerms(Book book) {
    return book.logs().stream()
        .flatMap(log -> shop.contracts.decode(log.address(), log.topics(), log.data()).stream())
        .filter(OrdersEvent.Placed.class::isInstance)
        .map(event -> ((OrdersEvent.Placed) event).order())
        .toList();
  }

  @Test
  void rangesGiveWhatSingleBlocksGive() {
    Book book = Book.reliable();
    indexer(book, IndexerOptions.DEFAULT.withRanges(3, 2)).catchUp();
    assertThat(book.logs()).isEqualTo(truth());
    assertThat(book.blockCount()).isLessThanOrEqualTo((int) shop.client.blockNumber() + 1);
  }

  @Test
  void aDatabaseThatDiesAnywhereLosesNothingAndCountsNothingTwice() {
    int failures = 0;
    for (int seed = 1; seed <= 5; seed++) {
      Book book = new Book(new Random(seed), true);
      boolean done = false;
      while (!done) {
        try {
          indexer(book, IndexerOptions.DEFAULT.withRanges(4, 3)).catchUp();
          done = true;
        } catch (Book.Died e) {
          assertThat(book.failures()).isLessThan(1_000);
        }
      }
      failures += book.failures();
      assertThat(book.logs()).isEqualTo(truth());
    }
    assertThat(failures).isPositive();
  }

  @Test
  void blocksWaitForTheirConfirmations() {
    Book book = Book.reliable();
    indexer(book, IndexerOptions.DEFAULT.withConfirmations(3)).catchUp();
    assertThat(book.cursor().orElseThrow().number()).isEqualTo(shop.client.blockNumber() - 3);
  }
}
