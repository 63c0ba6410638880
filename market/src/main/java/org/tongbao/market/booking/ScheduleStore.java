package org.tongbao.market.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;

/// The table `service_schedules`.
@Repository
final class ScheduleStore {
  private static final String SELECT =
      """
      SELECT product_id, merchant_id, zone, duration_minutes, capacity, lead_minutes,
        furthest_days, weekly, exceptions, version
      FROM service_schedules WHERE product_id = ?
      """;

  private final JdbcClient jdbc;

  ScheduleStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Schedule> find(UUID product) {
    return find(product, "");
  }

  /// Keeps the schedule as it is until the transaction ends; others may do so too.
  Optional<Schedule> share(UUID product) {
    return find(product, " FOR SHARE");
  }

  /// Locks the schedule against everybody who books by it.
  Optional<Schedule> lock(UUID product) {
    return find(product, " FOR NO KEY UPDATE");
  }

  private Optional<Schedule> find(UUID product, String lock) {
    return jdbc.sql(SELECT + lock).param(product).query((row, n) -> schedule(row)).optional();
  }

  /// How many places a slot of each of these products has; nothing of those that are not booked.
  Map<UUID, Integer> capacities(Collection<UUID> products) {
    Map<UUID, Integer> capacities = new HashMap<>();
    jdbc.sql("SELECT product_id, capacity FROM service_schedules WHERE product_id = ANY (?)")
        .param(products.toArray(UUID[]::new))
        .query(
            row -> {
              capacities.put(row.getObject("product_id", UUID.class), row.getInt("capacity"));
            });
    return capacities;
  }

  /// Writes a first schedule; false when there is one.
  boolean add(Schedule schedule, Instant now) {
    return write(
        """
        INSERT INTO service_schedules (product_id, merchant_id, zone, duration_minutes, capacity,
          lead_minutes, furthest_days, weekly, exceptions, version, changed_at)
        VALUES (:product, :merchant, :zone, :duration, :capacity, :lead, :furthest,
          CAST(:weekly AS JSONB), CAST(:exceptions AS JSONB), :version, :now)
        ON CONFLICT (product_id) DO NOTHING
        """,
        schedule,
        now);
  }

  /// Replaces the schedule of the version before.
  boolean replace(Schedule schedule, Instant now) {
    return write(
        """
        UPDATE service_schedules
        SET zone = :zone, duration_minutes = :duration, capacity = :capacity,
          lead_minutes = :lead, furthest_days = :furthest, weekly = CAST(:weekly AS JSONB),
          exceptions = CAST(:exceptions AS JSONB), version = :version, changed_at = :now
        WHERE product_id = :product AND merchant_id = :merchant AND version = :version - 1
        """,
        schedule,
        now);
  }

  private boolean write(String sql, Schedule schedule, Instant now) {
    Duration duration = schedule.duration();
    return jdbc.sql(sql)
            .param("product", schedule.product())
            .param("merchant", schedule.merchant().value())
            .param("zone", schedule.zone().getId())
            .param("duration", duration == null ? null : duration.toMinutes(), Types.INTEGER)
            .param("capacity", schedule.capacity())
            .param("lead", Math.toIntExact(schedule.lead().toMinutes()))
            .param("furthest", schedule.furthestDays())
            .param("weekly", ScheduleJson.weekly(schedule))
            .param("exceptions", ScheduleJson.exceptions(schedule))
            .param("version", schedule.version())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private static Schedule schedule(ResultSet row) throws SQLException {
    Integer minutes = row.getObject("duration_minutes", Integer.class);
    return new Schedule(
        row.getObject("product_id", UUID.class),
        new MerchantId(row.getObject("merchant_id", UUID.class)),
        ZoneId.of(row.getString("zone")),
        minutes == null ? null : Duration.ofMinutes(minutes),
        row.getInt("capacity"),
        Duration.ofMinutes(row.getInt("lead_minutes")),
        row.getInt("furthest_days"),
        ScheduleJson.weekly(row.getString("weekly")),
        ScheduleJson.exceptions(row.getString("exceptions")),
        row.getInt("version"));
  }
}
