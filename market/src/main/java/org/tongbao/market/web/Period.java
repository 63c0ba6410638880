package org.tongbao.market.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Whole days in a time zone, the last one included.
public record Period(LocalDate from, LocalDate to, ZoneId zone) {
  public static final long LONGEST_DAYS = 366;

  /// @param from the first day; without one, the 30 days that end with `to`
  /// @param to the last day; today without one
  public static Period of(
      @Nullable String from, @Nullable String to, @Nullable String zone, Clock clock) {
    ZoneId known = zone(zone);
    LocalDate last =
        to == null ? LocalDate.ofInstant(clock.instant(), known) : PageFields.day("to", to);
    LocalDate first = from == null ? last.minusDays(29) : PageFields.day("from", from);
    if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= LONGEST_DAYS) {
      throw Fields.malformed("from");
    }
    return new Period(first, last, known);
  }

  /// Names alone: an offset of seconds would part a quarter of an hour.
  private static ZoneId zone(@Nullable String zone) {
    if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Fields.malformed("zone");
    }
    return ZoneId.of(zone == null ? "UTC" : zone);
  }

  public OffsetDateTime begin() {
    return from.atStartOfDay(zone).toOffsetDateTime();
  }

  public OffsetDateTime end() {
    return to.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
  }

  /// The first moments of all days, and of the one after the last.
  public String[] bounds() {
    return from.datesUntil(to.plusDays(2))
        .map(it -> it.atStartOfDay(zone).toInstant().toString())
        .toArray(String[]::new);
  }
}
