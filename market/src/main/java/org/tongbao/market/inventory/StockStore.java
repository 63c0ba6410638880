package org.tongbao.market.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;

/// The tables `stock_items` and `stock_movements`.
@Repository
final class StockStore {
  private static final String WAITED_TOO_LONG = "55P03";

  /// What may succeed when it is tried anew: chosen to end a deadlock, or not serialisable.
  private static final Set<String> LOST = Set.of("40P01", "40001");

  private final JdbcClient jdbc;

  StockStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether a wait for others was cut short.
  static boolean isTimeout(DataAccessException failure) {
    return WAITED_TOO_LONG.equals(sqlState(failure));
  }

  /// Whether others got in the way, so that it may be tried anew.
  static boolean isLost(DataAccessException failure) {
    return LOST.contains(sqlState(failure));
  }

  /// Bounds every wait for a lock, until [#waitAsBefore] or the end of the transaction.
  void waitAtMost(Duration wait) {
    jdbc.sql("SELECT set_config('lock_timeout', ?, TRUE)")
        .param(wait.toMillis() + "ms")
        .query(String.class)
        .single();
  }

  void waitAsBefore() {
    jdbc.sql("SET LOCAL lock_timeout TO DEFAULT").update();
  }

  /// Variants of goods on sale of which little is left, the least first.
  List<LowStock.Low> low(MerchantId merchant, int atMost, int limit) {
    return jdbc.sql(
            """
            SELECT p.id, p.title_zh, p.title_en, v.sku,
              COALESCE(i.on_hand - i.reserved, 0) AS available, count(*) OVER () AS of_all
            FROM products p JOIN variants v ON v.product_id = p.id AND v.removed_at IS NULL
              LEFT JOIN stock_items i ON i.variant_id = v.id
            WHERE p.merchant_id = :merchant AND p.removed_at IS NULL AND p.kind = 'GOODS'
              AND p.state = 'ON_SALE' AND COALESCE(i.on_hand - i.reserved, 0) <= :most
            ORDER BY available, p.id, v.position LIMIT :limit
            """)
        .param("merchant", merchant.value())
        .param("most", atMost)
        .param("limit", limit)
        .query(
            (row, number) ->
                new LowStock.Low(
                    row.getObject("id", UUID.class),
                    row.getString("title_zh"),
                    row.getString("title_en"),
                    row.getString("sku"),
                    row.getInt("available"),
                    row.getLong("of_all")))
        .list();
  }

  Map<UUID, Stock> find(Collection<UUID> variants) {
    return jdbc
        .sql(
            """
            SELECT variant_id, on_hand, reserved, version FROM stock_items
            WHERE variant_id = ANY (?)
            """)
        .param(variants.toArray(UUID[]::new))
        .query((row, number) -> stock(row))
        .list()
        .stream()
        .collect(Collectors.toMap(Stock::variant, Function.identity()));
  }

  /// Holds `quantity` more if so many are left: the check and the change are one statement.
  ///
  /// @return how many can be sold then; nothing when fewer are left
  OptionalInt hold(UUID variant, int quantity) {
    return jdbc
        .sql(
            """
            UPDATE stock_items SET reserved = reserved + :quantity
            WHERE variant_id = :variant AND on_hand - reserved >= :quantity
            RETURNING on_hand - reserved
            """)
        .param("quantity", quantity)
        .param("variant", variant)
        .query(Integer.class)
        .list()
        .stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /// Lets go of what [#hold] held.
  ///
  /// @return how many can be sold then
  int unhold(UUID variant, int quantity) {
    return jdbc.sql(
            """
            UPDATE stock_items SET reserved = reserved - ? WHERE variant_id = ?
            RETURNING on_hand - reserved
            """)
        .params(quantity, variant)
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> new IllegalStateException("no stock of " + variant));
  }

  /// Takes what [#hold] held out of the warehouse, and writes it down.
  void sell(UUID variant, int quantity, UUID reservation, Instant at) {
    write(
        """
        UPDATE stock_items
        SET on_hand = on_hand - :quantity, reserved = reserved - :quantity, version = version + 1
        WHERE variant_id = :variant
        RETURNING variant_id, version, on_hand, -:quantity AS quantity
        """,
        new Move(variant, quantity, StockMovement.Kind.SOLD, reservation, null, at));
  }

  /// Puts back what [#sell] took out.
  void putBack(UUID variant, int quantity, UUID reservation, Instant at) {
    write(
        """
        UPDATE stock_items SET on_hand = on_hand + :quantity, version = version + 1
        WHERE variant_id = :variant
        RETURNING variant_id, version, on_hand, CAST(:quantity AS INT) AS quantity
        """,
        new Move(variant, quantity, StockMovement.Kind.RETURNED, reservation, null, at));
  }

  void receive(UUID variant, int quantity, @Nullable UUID by, Instant at) {
    write(
        """
        INSERT INTO stock_items AS known (variant_id, on_hand, reserved, version)
        VALUES (:variant, :quantity, 0, 1)
        ON CONFLICT (variant_id) DO UPDATE
        SET on_hand = known.on_hand + excluded.on_hand, version = known.version + 1
        RETURNING variant_id, version, on_hand, CAST(:quantity AS INT) AS quantity
        """,
        new Move(variant, quantity, StockMovement.Kind.RECEIVED, null, by, at));
  }

  /// Locks one item until the transaction ends.
  Stock lock(UUID variant) {
    return jdbc.sql(
            """
            SELECT variant_id, on_hand, reserved, version FROM stock_items
            WHERE variant_id = ? FOR NO KEY UPDATE
            """)
        .param(variant)
        .query((row, number) -> stock(row))
        .optional()
        .orElseGet(() -> Stock.none(variant));
  }

  /// Writes down what was counted of an item that is locked.
  void count(Stock known, int onHand, @Nullable UUID by, Instant at) {
    write(
        """
        UPDATE stock_items SET on_hand = on_hand + :quantity, version = version + 1
        WHERE variant_id = :variant
        RETURNING variant_id, version, on_hand, CAST(:quantity AS INT) AS quantity
        """,
        new Move(
            known.variant(), onHand - known.onHand(), StockMovement.Kind.COUNTED, null, by, at));
  }

  /// Newest first, those before version `before`.
  List<StockMovement> movements(UUID variant, int before, int limit) {
    return jdbc.sql(
            """
            SELECT version, kind, quantity, on_hand, reservation_id, moved_by, moved_at
            FROM stock_movements
            WHERE variant_id = ? AND version < ?
            ORDER BY version DESC LIMIT ?
            """)
        .params(variant, before, limit)
        .query((row, number) -> movement(row))
        .list();
  }

  /// Carries out a change that returns the item's new state, and its line in the journal, in one
  /// statement.
  private void write(String change, Move move) {
    int written =
        jdbc.sql(
                "WITH changed AS ("
                    + change
                    + """
                    )
                    INSERT INTO stock_movements
                      (variant_id, version, kind, quantity, on_hand, reservation_id, moved_by,
                      moved_at)
                    SELECT variant_id, version, :kind, quantity, on_hand, :reservation, :by, :at
                    FROM changed
                    """)
            .param("variant", move.variant)
            .param("quantity", move.quantity)
            .param("kind", move.kind.name())
            .param("reservation", move.reservation, Types.OTHER)
            .param("by", move.by, Types.OTHER)
            .param("at", move.at.atOffset(ZoneOffset.UTC))
            .update();
    if (written != 1) {
      throw new IllegalStateException("no stock of " + move.variant);
    }
  }

  private static String sqlState(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof SQLException cause
            && cause.getSQLState() != null
        ? cause.getSQLState()
        : "";
  }

  private static Stock stock(ResultSet row) throws SQLException {
    return new Stock(
        row.getObject("variant_id", UUID.class),
        row.getInt("on_hand"),
        row.getInt("reserved"),
        row.getInt("version"));
  }

  private static StockMovement movement(ResultSet row) throws SQLException {
    return new StockMovement(
        row.getInt("version"),
        StockMovement.Kind.valueOf(row.getString("kind")),
        row.getInt("quantity"),
        row.getInt("on_hand"),
        row.getObject("reservation_id", UUID.class),
        row.getObject("moved_by", UUID.class),
        row.getTimestamp("moved_at").toInstant());
  }

  private record Move(
      UUID variant,
      int quantity,
      StockMovement.Kind kind,
      @Nullable UUID reservation,
      @Nullable UUID by,
      Instant at) {}
}
