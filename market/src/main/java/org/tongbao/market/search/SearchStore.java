package org.tongbao.market.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.catalog.RatingChanged;

/// The tables `product_changes`, `variant_availability` and `searched_ratings`.
@Repository
final class SearchStore {
  private final JdbcClient jdbc;

  SearchStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Collection<UUID> products, Instant now) {
    jdbc.sql(
            """
            INSERT INTO product_changes (product_id, changed_at)
            SELECT product, :now FROM unnest(:products) AS product
            """)
        .param("products", products.toArray(UUID[]::new))
        .param("now", Timestamp.from(now))
        .update();
  }

  void setAvailable(AvailabilityChanged change) {
    jdbc.sql(
            """
            INSERT INTO variant_availability (variant_id, product_id, available)
            VALUES (:variant, :product, :available)
            ON CONFLICT (variant_id) DO UPDATE SET available = excluded.available
            """)
        .param("variant", change.variant())
        .param("product", change.product())
        .param("available", change.available())
        .update();
  }

  /// Those of these products of which a variant is in stock.
  Set<UUID> available(Collection<UUID> products) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT DISTINCT a.product_id
                FROM variant_availability a
                JOIN variants v ON v.id = a.variant_id AND v.removed_at IS NULL
                WHERE a.product_id = ANY(:products) AND a.available
                """)
            .param("products", products.toArray(UUID[]::new))
            .query((row, number) -> row.getObject(1, UUID.class))
            .list());
  }

  void setRating(RatingChanged change) {
    jdbc.sql(
            """
            INSERT INTO searched_ratings (product_id, stars_sum, reviews) VALUES (?, ?, ?)
            ON CONFLICT (product_id) DO UPDATE
            SET stars_sum = excluded.stars_sum, reviews = excluded.reviews
            """)
        .params(change.product(), change.starsSum(), change.reviews())
        .update();
  }

  /// Those of these products that have a review.
  Map<UUID, ProductRating> ratings(Collection<UUID> products) {
    Map<UUID, ProductRating> ratings = new HashMap<>();
    jdbc.sql(
            """
            SELECT product_id, stars_sum, reviews FROM searched_ratings
            WHERE product_id = ANY(:products)
            """)
        .param("products", products.toArray(UUID[]::new))
        .query(
            row -> {
              ratings.put(
                  row.getObject("product_id", UUID.class),
                  new ProductRating(row.getLong("stars_sum"), row.getInt("reviews")));
            });
    return ratings;
  }

  /// What this database is: a restored or promoted copy counts its transactions anew, so that
  /// snapshots of the other mean nothing in it.
  String identity() {
    return jdbc.sql(
            """
            SELECT concat_ws(':', s.system_identifier, c.timeline_id, d.oid)
            FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d
            WHERE d.datname = current_database()
            """)
        .query((row, number) -> row.getString(1))
        .single();
  }

  /// Which transactions are over now.
  String snapshot() {
    return jdbc.sql("SELECT pg_current_snapshot()::TEXT")
        .query((row, number) -> row.getString(1))
        .single();
  }

  /// The products that were changed by transactions that were not over at `snapshot` and are now,
  /// and the snapshot to ask with next. However late a transaction commits, it is in exactly one
  /// answer.
  Changes since(String snapshot) {
    return jdbc.sql(
            """
            SELECT pg_current_snapshot()::TEXT AS now,
              ARRAY(
                SELECT DISTINCT product_id
                FROM product_changes
                WHERE transaction >= pg_snapshot_xmin(CAST(:seen AS PG_SNAPSHOT))
                  AND NOT pg_visible_in_snapshot(transaction, CAST(:seen AS PG_SNAPSHOT))
              ) AS products
            """)
        .param("seen", snapshot)
        .query((row, number) -> changes(row))
        .single();
  }

  int deleteOlderThan(Instant before, int limit) {
    return jdbc.sql(
            """
            DELETE FROM product_changes
            WHERE id IN (
              SELECT id FROM product_changes WHERE changed_at < :before LIMIT :limit
              FOR UPDATE SKIP LOCKED)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }

  private static Changes changes(ResultSet row) throws SQLException {
    return new Changes(row.getString("now"), List.of((UUID[]) row.getArray("products").getArray()));
  }

  /// @param snapshot the state of the database that these lead to
  record Changes(String snapshot, List<UUID> products) {
    Changes {
      products = List.copyOf(products);
    }
  }
}
