package org.tongbao.market.replay;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.order.OrderState;

/// Reads what imported orders came to. Like the audit it reads the tables of `order`, and writes
/// none.
@Repository
final class ReplayStore {
  private final JdbcClient jdbc;

  ReplayStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those of these orders all of whose parts are completed.
  List<String> completed(Collection<String> sources) {
    return jdbc.sql(
            """
            SELECT source_id FROM import_orders
            WHERE source_id = ANY(:sources) AND order_id IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM seller_orders s
              WHERE s.order_id = import_orders.order_id AND s.state <> 'COMPLETED')
            """)
        .param("sources", sources.toArray(String[]::new))
        .query((row, number) -> row.getString(1))
        .list();
  }

  ReplayStates states(Collection<String> sources) {
    SortedMap<String, Long> orders = new TreeMap<>();
    jdbc.sql(
            """
            SELECT state, count(*) AS orders FROM (
              SELECT coalesce((
                SELECT s.state FROM seller_orders s WHERE s.order_id = i.order_id
                ORDER BY array_position(ARRAY['VOID', 'CANCELLED', 'REFUNDED', 'NEW', 'PLACED',
                  'PAID', 'SHIPPED', 'RECEIVED', 'SETTLED', 'COMPLETED'], s.state)
                LIMIT 1), 'NOT PLACED') AS state
              FROM import_orders i WHERE i.source_id = ANY(:sources)) each
            GROUP BY state
            """)
        .param("sources", sources.toArray(String[]::new))
        .query(
            row -> {
              orders.put(row.getString("state"), row.getLong("orders"));
            });
    Long lapsed =
        jdbc.sql(
                """
                SELECT coalesce(sum(lapsed), 0) FROM import_orders
                WHERE source_id = ANY(:sources)
                """)
            .param("sources", sources.toArray(String[]::new))
            .query(Long.class)
            .single();
    return new ReplayStates(orders, lapsed);
  }

  /// What the chain settled is the amount of the event in the order's time line; the fee is what is
  /// left of the total.
  List<ReplaySum> sums(Collection<String> sources) {
    return jdbc.sql(
            """
            SELECT m.source_id, s.state, s.currency, count(*) AS parts,
              sum(CAST(s.terms ->> 'goods' AS BIGINT)) AS goods,
              sum(CAST(s.terms ->> 'shipping' AS BIGINT)) AS shipping,
              coalesce(sum(h.amount_minor), 0) AS settled,
              coalesce(sum(CASE WHEN h.id IS NULL THEN 0
                ELSE s.total_minor - s.refunded_minor - h.amount_minor END), 0) AS fees,
              sum(s.refunded_minor) AS refunded
            FROM import_orders i
              JOIN seller_orders s ON s.order_id = i.order_id
              JOIN import_merchants m ON m.merchant_id = s.merchant_id
              LEFT JOIN order_history h ON h.seller_order_id = s.id AND h.event = 'Settled'
            WHERE i.source_id = ANY(:sources)
            GROUP BY m.source_id, s.state, s.currency
            ORDER BY m.source_id, s.state, s.currency
            """)
        .param("sources", sources.toArray(String[]::new))
        .query(
            (row, n) ->
                new ReplaySum(
                    row.getString("source_id"),
                    OrderState.valueOf(row.getString("state")),
                    row.getString("currency"),
                    row.getLong("parts"),
                    row.getLong("goods"),
                    row.getLong("shipping"),
                    row.getLong("settled"),
                    row.getLong("fees"),
                    row.getLong("refunded")))
        .list();
  }

  long databaseBytes() {
    return jdbc.sql("SELECT pg_database_size(current_database())").query(Long.class).single();
  }
}
