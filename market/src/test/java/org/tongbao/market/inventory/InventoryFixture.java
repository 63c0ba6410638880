package org.tongbao.market.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.id.Uuid7;

/// The stock of a test's database, with a clock that the test moves.
public final class InventoryFixture {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  public final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  public final JdbcClient jdbc;
  public final TransactionTemplate transaction;
  public final Inventory inventory;
  public final Warehouse warehouse;
  private final Queue<String> news = new ConcurrentLinkedQueue<>();

  public InventoryFixture(TestDatabase database) {
    jdbc = database.jdbc();
    JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    transaction = new TransactionTemplate(transactions);
    StockStore stocks = new StockStore(jdbc);
    inventory = new Inventory(new ReservationStore(jdbc), stocks, this::note, transactions, clock);
    warehouse = new Warehouse(stocks, this::note, transaction, clock);
  }

  private void note(UUID variant, boolean available) {
    news.add((available ? "in stock " : "sold out ") + variant);
  }

  /// What was told since the last call.
  List<String> news() {
    List<String> told = List.copyOf(news);
    news.clear();
    return told;
  }

  /// Takes everything away.
  void clear() {
    jdbc.sql(
            """
            TRUNCATE stock_movements, stock_reservation_lines, stock_reservations, stock_items
            """)
        .update();
  }

  /// Ends what was held too long; answers how much of it there was.
  public int expire() {
    return inventory.expire(1000);
  }

  public void advance(Duration time) {
    now.updateAndGet(it -> it.plus(time));
  }

  Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  UUID id() {
    return Uuid7.next(clock);
  }

  /// A new variant of which there are this many.
  public UUID variant(int onHand) {
    UUID variant = id();
    if (onHand > 0) {
      warehouse.receive(variant, onHand, null);
    }
    return variant;
  }

  /// Whether the tables agree with each other: every item with its journal and its reservations.
  boolean addsUp() {
    return jdbc.sql(
            """
            SELECT count(*) = 0 FROM stock_items i WHERE
              on_hand <> (SELECT sum(quantity) FROM stock_movements m
                WHERE m.variant_id = i.variant_id)
              OR on_hand <> (SELECT m.on_hand FROM stock_movements m
                WHERE m.variant_id = i.variant_id AND m.version = i.version)
              OR version <> (SELECT count(*) FROM stock_movements m
                WHERE m.variant_id = i.variant_id)
              OR reserved <> (SELECT coalesce(sum(l.quantity), 0)
                FROM stock_reservation_lines l JOIN stock_reservations r ON r.id = l.reservation_id
                WHERE l.variant_id = i.variant_id AND r.state = 'HELD')
            """)
        .query(Boolean.class)
        .single();
  }
}
