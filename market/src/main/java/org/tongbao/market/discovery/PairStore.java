package org.tongbao.market.discovery;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `paired_orders` and `product_pairs`.
@Repository
final class PairStore {
  private final JdbcClient jdbc;

  PairStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A part of the order is complete and has not been counted.
  void await(UUID order) {
    jdbc.sql(
            """
            INSERT INTO paired_orders (order_id, waiting) VALUES (?, TRUE)
            ON CONFLICT (order_id) DO UPDATE SET waiting = TRUE
            """)
        .param(order)
        .update();
  }

  /// @param counted products whose pairs have been counted
  record Waiting(UUID order, Set<UUID> counted) {}

  /// Locks an order that waits; those that others work on are left to them.
  Optional<Waiting> lockOne() {
    return jdbc.sql(
            """
            SELECT order_id, counted FROM paired_orders WHERE waiting
            ORDER BY order_id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
            """)
        .query(
            (row, n) ->
                new Waiting(
                    row.getObject("order_id", UUID.class),
                    new TreeSet<>(Arrays.asList((UUID[]) row.getArray("counted").getArray()))))
        .optional();
  }

  void counted(UUID order, Collection<UUID> products) {
    jdbc.sql("UPDATE paired_orders SET waiting = FALSE, counted = ? WHERE order_id = ?")
        .params(products.toArray(UUID[]::new), order)
        .update();
  }

  /// One more order for each pair of `fresh` with any other of `all`, from both sides, in one
  /// order, so that two processes do not wait for each other.
  void count(Collection<UUID> fresh, Collection<UUID> all) {
    jdbc.sql(
            """
            INSERT INTO product_pairs AS known (product_id, other_id, orders)
            SELECT a, b, 1
            FROM unnest(CAST(:all AS UUID[])) AS a CROSS JOIN unnest(CAST(:all AS UUID[])) AS b
            WHERE a <> b AND (a = ANY (:fresh) OR b = ANY (:fresh))
            ORDER BY a, b
            ON CONFLICT (product_id, other_id) DO UPDATE SET orders = known.orders + 1
            """)
        .param("all", all.toArray(UUID[]::new))
        .param("fresh", fresh.toArray(UUID[]::new))
        .update();
  }

  /// What came together with a product in most orders, with the number of orders.
  List<Pair> strongest(UUID product, int limit) {
    return jdbc.sql(
            """
            SELECT other_id, orders FROM product_pairs WHERE product_id = ?
            ORDER BY orders DESC, other_id LIMIT ?
            """)
        .params(product, limit)
        .query((row, n) -> new Pair(row.getObject("other_id", UUID.class), row.getInt("orders")))
        .list();
  }

  record Pair(UUID product, int orders) {}
}
