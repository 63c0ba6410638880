package org.tongbao.market.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;

/// The table `product_suspensions`.
@Repository
final class SuspensionStore {
  private static final String SELECT =
      """
      SELECT id, product_id, reason, was_on_sale, suspended_by, suspended_at, lift_reason,
        lifted_by, lifted_at
      FROM product_suspensions
      """;

  private final JdbcClient jdbc;

  SuspensionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What holds now.
  Optional<ProductSuspension> open(UUID product) {
    return jdbc.sql(SELECT + "WHERE product_id = ? AND lifted_at IS NULL")
        .param(product)
        .query(SuspensionStore::suspension)
        .optional();
  }

  /// What holds now, by product.
  Map<UUID, ProductSuspension> open(Collection<UUID> products) {
    return jdbc
        .sql(SELECT + "WHERE product_id = ANY (?) AND lifted_at IS NULL")
        .param(products.toArray(UUID[]::new))
        .query(SuspensionStore::suspension)
        .list()
        .stream()
        .collect(Collectors.toMap(ProductSuspension::product, Function.identity()));
  }

  /// All there were, the newest first.
  List<ProductSuspension> of(UUID product) {
    return jdbc.sql(SELECT + "WHERE product_id = ? ORDER BY id DESC LIMIT 100")
        .param(product)
        .query(SuspensionStore::suspension)
        .list();
  }

  /// False when one holds already.
  boolean add(ProductSuspension suspension) {
    return jdbc.sql(
                """
                INSERT INTO product_suspensions (id, product_id, reason, was_on_sale,
                  suspended_by, suspended_at)
                VALUES (:id, :product, :reason, :wasOnSale, :by, :at)
                ON CONFLICT (product_id) WHERE lifted_at IS NULL DO NOTHING
                """)
            .param("id", suspension.id())
            .param("product", suspension.product())
            .param("reason", suspension.reason())
            .param("wasOnSale", suspension.wasOnSale())
            .param("by", suspension.by().value())
            .param("at", Timestamp.from(suspension.at()))
            .update()
        == 1;
  }

  /// False when it was lifted meanwhile.
  boolean lift(UUID suspension, ProductSuspension.End end) {
    return jdbc.sql(
                """
                UPDATE product_suspensions SET lift_reason = :reason, lifted_by = :by,
                  lifted_at = :at
                WHERE id = :id AND lifted_at IS NULL
                """)
            .param("id", suspension)
            .param("reason", end.reason())
            .param("by", end.by().value())
            .param("at", Timestamp.from(end.at()))
            .update()
        == 1;
  }

  private static ProductSuspension suspension(ResultSet row, int number) throws SQLException {
    return new ProductSuspension(
        row.getObject("id", UUID.class),
        row.getObject("product_id", UUID.class),
        row.getString("reason"),
        row.getBoolean("was_on_sale"),
        new UserId(row.getObject("suspended_by", UUID.class)),
        row.getTimestamp("suspended_at").toInstant(),
        end(row));
  }

  private static ProductSuspension.@Nullable End end(ResultSet row) throws SQLException {
    Timestamp liftedAt = row.getTimestamp("lifted_at");
    if (liftedAt == null) {
      return null;
    }
    Instant at = liftedAt.toInstant();
    UserId by = new UserId(row.getObject("lifted_by", UUID.class));
    return new ProductSuspension.End(row.getString("lift_reason"), by, at);
  }
}
