package org.tongbao.market.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.order.Settlements.Books;
import org.tongbao.market.order.Settlements.Settlement;
import org.tongbao.market.web.PageOfList;

/// What `seller_orders` and `order_history` say of money that shops got or will get.
@Repository
final class SettlementStore {
  private static final String SETTLED = "h.event = 'Settled'";

  private final JdbcClient jdbc;

  SettlementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param waiting only those that the shop has not acknowledged
  List<Settlement> list(MerchantId shop, boolean waiting, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT s.id, o.number, s.state, s.claim, s.pending_step, s.currency, s.total_minor,
              s.refunded_minor, s.deadline, h.amount_minor, h.transaction, h.block_number, h.at
            FROM seller_orders s JOIN orders o ON o.id = s.order_id
              JOIN order_history h ON h.seller_order_id = s.id AND %s
            WHERE s.merchant_id = :shop AND s.state IN ('SETTLED', 'COMPLETED', 'REFUNDED')
              AND (NOT :waiting OR s.state = 'SETTLED' AND s.claim = 'NONE')
              AND (CAST(:after AS UUID) IS NULL OR s.id < :after)
            ORDER BY s.id DESC LIMIT :rows
            """
                .formatted(SETTLED))
        .param("shop", shop.value())
        .param("waiting", waiting)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, n) -> settlement(row))
        .list();
  }

  private static Settlement settlement(ResultSet row) throws SQLException {
    boolean settled = row.getString("state").equals("SETTLED");
    boolean free = row.getString("claim").equals("NONE") && row.getString("pending_step") == null;
    return new Settlement(
        row.getObject("id", UUID.class),
        row.getString("number"),
        OrderState.valueOf(row.getString("state")),
        settled && free,
        row.getString("currency"),
        row.getLong("amount_minor"),
        row.getLong("total_minor"),
        row.getLong("refunded_minor"),
        row.getString("transaction"),
        row.getLong("block_number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        settled ? instant(row) : null);
  }

  private static @Nullable Instant instant(ResultSet row) throws SQLException {
    OffsetDateTime deadline = row.getObject("deadline", OffsetDateTime.class);
    return deadline == null ? null : deadline.toInstant();
  }

  List<Books> books(MerchantId shop) {
    return jdbc.sql(
            """
            SELECT s.currency,
              count(*) FILTER (WHERE s.state IN ('PAID', 'SHIPPED', 'RECEIVED')) AS held,
              CAST(COALESCE(sum(s.total_minor - s.refunded_minor)
                FILTER (WHERE s.state IN ('PAID', 'SHIPPED', 'RECEIVED')), 0) AS BIGINT)
                AS held_minor,
              count(*) FILTER (WHERE s.state = 'SETTLED' AND s.claim = 'NONE') AS waiting,
              CAST(COALESCE(sum(h.amount_minor)
                FILTER (WHERE s.state = 'SETTLED' AND s.claim = 'NONE'), 0) AS BIGINT)
                AS waiting_minor,
              count(h.amount_minor) AS settled,
              CAST(COALESCE(sum(h.amount_minor), 0) AS BIGINT) AS settled_minor
            FROM seller_orders s
              LEFT JOIN order_history h ON h.seller_order_id = s.id AND %s
            WHERE s.merchant_id = ?
              AND s.state IN ('PAID', 'SHIPPED', 'RECEIVED', 'SETTLED', 'COMPLETED', 'REFUNDED')
            GROUP BY s.currency ORDER BY s.currency
            """
                .formatted(SETTLED))
        .param(shop.value())
        .query(
            (row, n) ->
                new Books(
                    row.getString("currency"),
                    row.getLong("held"),
                    row.getLong("held_minor"),
                    row.getLong("waiting"),
                    row.getLong("waiting_minor"),
                    row.getLong("settled"),
                    row.getLong("settled_minor")))
        .list();
  }
}
