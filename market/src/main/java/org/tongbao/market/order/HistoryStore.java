package org.tongbao.market.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.primitives.Hash;

/// The table `order_history`. Rows are never changed.
@Repository
final class HistoryStore {
  private final JdbcClient jdbc;

  HistoryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A line of a seller order's time line.
  ///
  /// @param event what happened, by the contract's name for it
  /// @param place where the chain says so; null for what only the marketplace knows
  record Entry(
      String event,
      String state,
      String claim,
      Actor actor,
      @Nullable Long amount,
      String note,
      @Nullable Place place,
      Instant at) {}

  /// Where on the chain.
  record Place(Hash transaction, long logIndex, long block) {
    static Place of(ChainEvent event) {
      return new Place(event.transaction(), event.logIndex(), event.block());
    }
  }

  /// What is written; state and claim are those of the row now.
  record Line(
      UUID order,
      String event,
      Actor actor,
      @Nullable Long amount,
      String note,
      @Nullable Place place,
      Instant at) {}

  void add(Line line) {
    UserId user = line.actor().user();
    Place place = line.place();
    jdbc.sql(
            """
            INSERT INTO order_history (seller_order_id, event, state, claim, actor_kind, actor_id,
              amount_minor, note, transaction, log_index, block_number, at)
            SELECT id, :event, state, claim, :kind, :user, :amount, :note, :transaction, :index,
              :block, :at
            FROM seller_orders WHERE id = :order
            """)
        .param("event", line.event())
        .param("kind", line.actor().kind().name())
        .param("user", user == null ? null : user.value())
        .param("amount", line.amount())
        .param("note", line.note())
        .param("transaction", place == null ? null : place.transaction().toHex())
        .param("index", place == null ? null : place.logIndex())
        .param("block", place == null ? null : place.block())
        .param("at", line.at().atOffset(ZoneOffset.UTC))
        .param("order", line.order())
        .update();
  }

  /// Who did what the newest line of this order tells from the same transaction.
  Optional<Actor> actorIn(UUID order, Hash transaction) {
    return jdbc.sql(
            """
            SELECT actor_kind, actor_id FROM order_history
            WHERE seller_order_id = ? AND transaction = ? ORDER BY id DESC LIMIT 1
            """)
        .params(order, transaction.toHex())
        .query((row, number) -> actor(row))
        .optional();
  }

  private static Actor actor(ResultSet row) throws SQLException {
    UUID user = row.getObject("actor_id", UUID.class);
    return new Actor(
        Actor.Kind.valueOf(row.getString("actor_kind")), user == null ? null : new UserId(user));
  }

  List<Entry> of(UUID order) {
    return jdbc.sql(
            """
            SELECT event, state, claim, actor_kind, actor_id, amount_minor, note, transaction,
              log_index, block_number, at
            FROM order_history WHERE seller_order_id = ? ORDER BY id
            """)
        .param(order)
        .query(
            (row, number) -> {
              String transaction = row.getString("transaction");
              return new Entry(
                  row.getString("event"),
                  row.getString("state"),
                  row.getString("claim"),
                  actor(row),
                  row.getObject("amount_minor", Long.class),
                  row.getString("note"),
                  transaction == null
                      ? null
                      : new Place(
                          Hash.fromHex(transaction),
                          row.getLong("log_index"),
                          row.getLong("block_number")),
                  row.getObject("at", OffsetDateTime.class).toInstant());
            })
        .list();
  }

  /// Events in these transactions, in the chain's order.
  List<OrderTraces.Trace> traces(String[] transactions) {
    return jdbc.sql(
            """
            SELECT h.transaction, h.log_index, o.number
            FROM order_history h JOIN seller_orders s ON s.id = h.seller_order_id
              JOIN orders o ON o.id = s.order_id
            WHERE h.transaction = ANY (:transactions)
            ORDER BY h.block_number, h.log_index
            """)
        .param("transactions", transactions)
        .query(
            (row, number) ->
                new OrderTraces.Trace(
                    Hash.fromHex(row.getString("transaction")),
                    row.getLong("log_index"),
                    row.getString("number")))
        .list();
  }

  Map<UUID, String> numbers(UUID[] sellerOrders) {
    Map<UUID, String> numbers = new HashMap<>();
    jdbc.sql(
            """
            SELECT s.id, o.number FROM seller_orders s JOIN orders o ON o.id = s.order_id
            WHERE s.id = ANY (:orders)
            """)
        .param("orders", sellerOrders)
        .query(
            row -> {
              numbers.put(row.getObject("id", UUID.class), row.getString("number"));
            });
    return numbers;
  }
}
