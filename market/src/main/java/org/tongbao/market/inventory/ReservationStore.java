package org.tongbao.market.inventory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.inventory.Reservation.State;

/// The tables `stock_reservations` and `stock_reservation_lines`.
@Repository
final class ReservationStore {
  private final JdbcClient jdbc;

  ReservationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(UUID id, Instant until, Instant now) {
    jdbc.sql(
            """
            INSERT INTO stock_reservations (id, state, held_until, created_at, changed_at)
            VALUES (:id, 'HELD', :until, :now, :now)
            """)
        .param("id", id)
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void addLine(UUID id, UUID variant, int quantity) {
    jdbc.sql(
            """
            INSERT INTO stock_reservation_lines (reservation_id, variant_id, quantity)
            VALUES (?, ?, ?)
            """)
        .params(id, variant, quantity)
        .update();
  }

  /// Locks a reservation until the transaction ends. Throws `IllegalStateException` when there is
  /// none with this id.
  Reservation lock(UUID id) {
    return jdbc.sql(
            """
            SELECT id, state, held_until FROM stock_reservations WHERE id = ? FOR NO KEY UPDATE
            """)
        .param(id)
        .query(
            (row, number) ->
                new Reservation(
                    row.getObject("id", UUID.class),
                    State.valueOf(row.getString("state")),
                    row.getTimestamp("held_until").toInstant()))
        .optional()
        .orElseThrow(() -> new IllegalStateException("no reservation " + id));
  }

  /// Moves a reservation from one state to another; false when it is not in that state.
  boolean move(UUID id, State from, State to, Instant now) {
    return jdbc.sql(
                """
                UPDATE stock_reservations SET state = ?, changed_at = ?
                WHERE id = ? AND state = ?
                """)
            .params(to.name(), now.atOffset(ZoneOffset.UTC), id, from.name())
            .update()
        == 1;
  }

  void extend(UUID id, Instant until) {
    jdbc.sql("UPDATE stock_reservations SET held_until = ? WHERE id = ?")
        .params(until.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  /// How many of which variant these reservations are about, in the order of the variants.
  SortedMap<UUID, Integer> lines(UUID reservation) {
    SortedMap<UUID, Integer> lines = new TreeMap<>();
    jdbc.sql(
            """
            SELECT variant_id, quantity FROM stock_reservation_lines WHERE reservation_id = ?
            """)
        .param(reservation)
        .query(
            row -> {
              lines.put(row.getObject("variant_id", UUID.class), row.getInt("quantity"));
            });
    return lines;
  }

  /// Puts another variant in a line's place.
  void exchange(UUID reservation, UUID from, UUID to) {
    jdbc.sql(
            """
            UPDATE stock_reservation_lines SET variant_id = ?
            WHERE reservation_id = ? AND variant_id = ?
            """)
        .params(to, reservation, from)
        .update();
  }

  /// Locks what has been held too long; what somebody else is working on is left to them.
  List<UUID> lockExpired(Instant now, int limit) {
    return jdbc.sql(
            """
            SELECT id FROM stock_reservations
            WHERE state = 'HELD' AND held_until <= ?
            ORDER BY held_until
            LIMIT ?
            FOR NO KEY UPDATE SKIP LOCKED
            """)
        .params(now.atOffset(ZoneOffset.UTC), limit)
        .query((row, number) -> row.getObject("id", UUID.class))
        .list();
  }
}
