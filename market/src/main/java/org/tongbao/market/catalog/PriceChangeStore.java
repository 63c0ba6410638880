package org.tongbao.market.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The table `price_changes`.
@Repository
final class PriceChangeStore {
  private final JdbcClient jdbc;

  PriceChangeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(UUID product, PriceChange change) {
    jdbc.sql(
            """
            INSERT INTO price_changes (id, product_id, variant_id, currency, before_minor,
              after_minor, changed_by, changed_at)
            VALUES (:id, :product, :variant, :currency, :before, :after, :by, :at)
            """)
        .param("id", change.id())
        .param("product", product)
        .param("variant", change.variant())
        .param("currency", change.currency())
        .param("before", change.beforeMinor())
        .param("after", change.afterMinor())
        .param("by", change.changedBy().value())
        .param("at", Timestamp.from(change.changedAt()))
        .update();
  }

  List<PriceChange> list(UUID product, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT c.id, c.variant_id, v.sku, c.currency, c.before_minor, c.after_minor,
              c.changed_by, c.changed_at
            FROM price_changes c
            JOIN variants v ON v.id = c.variant_id
            WHERE c.product_id = :product AND (CAST(:after AS UUID) IS NULL OR c.id < :after)
            ORDER BY c.id DESC
            LIMIT :rows
            """)
        .param("product", product)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> change(row))
        .list();
  }

  private static PriceChange change(ResultSet row) throws SQLException {
    return new PriceChange(
        row.getObject("id", UUID.class),
        row.getObject("variant_id", UUID.class),
        row.getString("sku"),
        row.getString("currency"),
        row.getObject("before_minor", Long.class),
        row.getObject("after_minor", Long.class),
        new UserId(row.getObject("changed_by", UUID.class)),
        row.getTimestamp("changed_at").toInstant());
  }
}
