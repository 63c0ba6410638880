package org.tongbao.market.treasury;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `reserve_days`.
@Repository
final class ReserveDayStore {
  private final JdbcClient jdbc;

  ReserveDayStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What the chain said in a block.
  record Reading(long supplyMinor, long attestedMinor, long block) {}

  /// Currencies whose reserve was ever attested and that have no row of this day.
  List<String> missing(LocalDate day) {
    return jdbc.sql(
            """
            SELECT currency FROM reserves r
            WHERE attested_as_of IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM reserve_days d WHERE d.day = ? AND d.currency = r.currency)
            ORDER BY currency
            """)
        .param(day)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /// False when another process was first.
  boolean add(LocalDate day, String currency, Reading reading, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO reserve_days (day, currency, supply_minor, attested_minor, block,
                  written_at)
                VALUES (:day, :currency, :supply, :attested, :block, :now)
                ON CONFLICT (day, currency) DO NOTHING
                """)
            .param("day", day)
            .param("currency", currency)
            .param("supply", reading.supplyMinor())
            .param("attested", reading.attestedMinor())
            .param("block", reading.block())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Both days included, the earlier first.
  List<ReserveDay> between(LocalDate from, LocalDate to) {
    return jdbc.sql(
            """
            SELECT day, currency, supply_minor, attested_minor, covered, block, written_at
            FROM reserve_days WHERE day BETWEEN ? AND ?
            ORDER BY day, currency
            """)
        .params(from, to)
        .query(
            (row, number) ->
                new ReserveDay(
                    row.getObject("day", LocalDate.class),
                    row.getString("currency"),
                    row.getLong("supply_minor"),
                    row.getLong("attested_minor"),
                    row.getBoolean("covered"),
                    row.getLong("block"),
                    row.getObject("written_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
