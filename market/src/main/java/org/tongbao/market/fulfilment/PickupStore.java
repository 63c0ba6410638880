package org.tongbao.market.fulfilment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;

/// The table `pickups`.
@Repository
final class PickupStore {
  private final JdbcClient jdbc;

  PickupStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A code as it is kept.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pickup(byte[] salt, byte[] hash, int failures, @Nullable Instant blockedUntil) {}

  void add(UUID sellerOrder, byte[] salt, byte[] hash, Instant now) {
    jdbc.sql(
            """
            INSERT INTO pickups (seller_order_id, salt, code_hash, created_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (seller_order_id) DO NOTHING
            """)
        .params(sellerOrder, salt, hash, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Pickup> lock(UUID sellerOrder) {
    return jdbc.sql(
            """
            SELECT salt, code_hash, failures, blocked_until FROM pickups
            WHERE seller_order_id = ? FOR NO KEY UPDATE
            """)
        .param(sellerOrder)
        .query(
            (row, number) -> {
              OffsetDateTime blocked = row.getObject("blocked_until", OffsetDateTime.class);
              return new Pickup(
                  row.getBytes("salt"),
                  row.getBytes("code_hash"),
                  row.getInt("failures"),
                  blocked == null ? null : blocked.toInstant());
            })
        .optional();
  }

  void fail(UUID sellerOrder, int failures, Instant blockedUntil) {
    jdbc.sql("UPDATE pickups SET failures = ?, blocked_until = ? WHERE seller_order_id = ?")
        .params(failures, blockedUntil.atOffset(ZoneOffset.UTC), sellerOrder)
        .update();
  }

  void handOver(UUID sellerOrder, UserId by, Instant now) {
    jdbc.sql(
            """
            UPDATE pickups SET failures = 0, handed_over_at = ?, handed_over_by = ?
            WHERE seller_order_id = ?
            """)
        .params(now.atOffset(ZoneOffset.UTC), by.value(), sellerOrder)
        .update();
  }

  boolean isHandedOver(UUID sellerOrder) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM pickups
              WHERE seller_order_id = ? AND handed_over_at IS NOT NULL)
            """)
        .param(sellerOrder)
        .query(Boolean.class)
        .single();
  }
}
