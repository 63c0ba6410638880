package org.tongbao.market.booking;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// A slot of a service.
///
/// @param zone in which it is told to people
public record Appointment(UUID product, Instant startsAt, Instant endsAt, ZoneId zone) {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /// The id of the slot, which is also that of its item in the stock: it follows from the product
  /// and the start, so that everybody who wants the slot means the same item.
  public UUID slot() {
    String name = "slot:" + product + ":" + startsAt.toEpochMilli();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /// The local day on which it begins.
  public LocalDate day() {
    return startsAt.atZone(zone).toLocalDate();
  }

  /// Its local times, such as `09:00–10:00`; empty for a whole day.
  public String times() {
    LocalDateTime start = startsAt.atZone(zone).toLocalDateTime();
    LocalDateTime end = endsAt.atZone(zone).toLocalDateTime();
    return isWholeDay(start, end) ? "" : TIME.format(start) + "–" + TIME.format(end);
  }

  private boolean isWholeDay(LocalDateTime start, LocalDateTime end) {
    return start.equals(day().atStartOfDay()) && end.equals(day().plusDays(1).atStartOfDay());
  }

  /// For people, such as `2026-12-01 09:00–10:00 (Asia/Shanghai)`.
  public String text() {
    LocalDateTime start = startsAt.atZone(zone).toLocalDateTime();
    LocalDateTime end = endsAt.atZone(zone).toLocalDateTime();
    return (isWholeDay(start, end)
            ? day().toString()
            : DAY_AND_TIME.format(start) + "–" + TIME.format(end))
        + " ("
        + zone
        + ")";
  }
}
