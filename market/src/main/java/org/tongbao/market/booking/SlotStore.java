package org.tongbao.market.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `booking_slots`.
@Repository
final class SlotStore {
  private static final String SELECT =
      "SELECT id, starts_at, ends_at, capacity FROM booking_slots ";

  private final JdbcClient jdbc;

  SlotStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Row(UUID id, Instant startsAt, Instant endsAt, int capacity) {}

  /// Slots of a product that lie at least in part between two moments.
  List<Row> between(UUID product, Instant from, Instant to) {
    return jdbc.sql(
            SELECT
                + """
                  WHERE product_id = ? AND starts_at < ? AND ends_at > ? ORDER BY starts_at
                  """)
        .params(product, to.atOffset(ZoneOffset.UTC), from.atOffset(ZoneOffset.UTC))
        .query((row, n) -> slot(row))
        .list();
  }

  /// Adds a slot, or waits for somebody who is adding it; false when there is one then.
  boolean add(Appointment slot, int capacity) {
    return jdbc.sql(
                """
                INSERT INTO booking_slots (id, product_id, starts_at, ends_at, capacity)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(
                slot.slot(),
                slot.product(),
                slot.startsAt().atOffset(ZoneOffset.UTC),
                slot.endsAt().atOffset(ZoneOffset.UTC),
                capacity)
            .update()
        == 1;
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query((row, n) -> slot(row)).optional();
  }

  Row lock(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ? FOR NO KEY UPDATE")
        .param(id)
        .query((row, n) -> slot(row))
        .single();
  }

  void change(UUID id, Instant endsAt, int capacity) {
    jdbc.sql("UPDATE booking_slots SET ends_at = ?, capacity = ? WHERE id = ?")
        .params(endsAt.atOffset(ZoneOffset.UTC), capacity, id)
        .update();
  }

  private static Row slot(ResultSet row) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
        row.getInt("capacity"));
  }
}
