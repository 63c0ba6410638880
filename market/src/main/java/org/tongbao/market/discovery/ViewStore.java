package org.tongbao.market.discovery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `product_views`.
@Repository
final class ViewStore {
  private final JdbcClient jdbc;

  ViewStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(String viewer, UUID product, Instant at) {
    jdbc.sql(
            """
            INSERT INTO product_views (viewer, product_id, viewed_at) VALUES (?, ?, ?)
            ON CONFLICT (viewer, product_id) DO UPDATE SET viewed_at = excluded.viewed_at
            """)
        .params(viewer, product, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Keeps the latest only.
  void bound(String viewer, int most) {
    jdbc.sql(
            """
            DELETE FROM product_views WHERE viewer = :viewer AND product_id IN (
              SELECT product_id FROM product_views WHERE viewer = :viewer
              ORDER BY viewed_at DESC, product_id OFFSET :most)
            """)
        .param("viewer", viewer)
        .param("most", most)
        .update();
  }

  /// Newest first.
  List<UUID> latest(String viewer) {
    return jdbc.sql(
            """
            SELECT product_id FROM product_views WHERE viewer = ?
            ORDER BY viewed_at DESC, product_id
            """)
        .param(viewer)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  void clear(String viewer) {
    jdbc.sql("DELETE FROM product_views WHERE viewer = ?").param(viewer).update();
  }

  /// What a browser looked at becomes its user's; the later look counts.
  void move(String from, String to) {
    jdbc.sql(
            """
            WITH moved AS (
              DELETE FROM product_views WHERE viewer = :from RETURNING product_id, viewed_at)
            INSERT INTO product_views AS known (viewer, product_id, viewed_at)
            SELECT :to, product_id, viewed_at FROM moved ORDER BY product_id
            ON CONFLICT (viewer, product_id) DO UPDATE
            SET viewed_at = greatest(known.viewed_at, excluded.viewed_at)
            """)
        .param("from", from)
        .param("to", to)
        .update();
  }

  /// Deletes what guests looked at before a moment, at most `limit` rows of it.
  int deleteOfGuests(Instant before, int limit) {
    return jdbc.sql(
            """
            DELETE FROM product_views WHERE (viewer, product_id) IN (
              SELECT viewer, product_id FROM product_views
              WHERE viewer LIKE 'g:%' AND viewed_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)
            """)
        .params(before.atOffset(ZoneOffset.UTC), limit)
        .update();
  }
}
