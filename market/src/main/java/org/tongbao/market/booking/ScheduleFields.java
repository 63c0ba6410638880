package org.tongbao.market.booking;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.Fields;

/// A schedule as it was typed; each field refuses by its name.
///
/// @param zone as the time zone database calls it
/// @param durationMinutes of a slot; absent: each opening is one slot
/// @param leadMinutes absent: none
/// @param weekly openings by weekday, 1 is Monday
/// @param exceptions openings of single days; none: closed
record ScheduleFields(
    @Nullable String zone,
    @Nullable Integer durationMinutes,
    @Nullable Integer capacity,
    @Nullable Integer leadMinutes,
    @Nullable Integer furthestDays,
    @Nullable List<@Nullable OfWeekday> weekly,
    @Nullable List<@Nullable OfDay> exceptions) {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
  private static final int MOST_OPENINGS = 100;
  private static final int MOST_EXCEPTIONS = 400;
  private static final int MOST_PLACES = 10_000;
  private static final int FURTHEST = 180;
  private static final int MINUTES_OF_HOUR = 60;

  /// @param opens as `09:00`
  /// @param closes up to `24:00`
  record OfWeekday(@Nullable Integer weekday, @Nullable String opens, @Nullable String closes) {}

  record OfDay(@Nullable String day, @Nullable List<@Nullable Hours> openings) {}

  record Hours(@Nullable String opens, @Nullable String closes) {}

  Schedule schedule(UUID product, MerchantId merchant, int version) {
    return new Schedule(
        product,
        merchant,
        zone(Fields.line("zone", zone, 60)),
        durationMinutes == null
            ? null
            : Duration.ofMinutes(between("durationMinutes", durationMinutes, 5, Opening.WHOLE_DAY)),
        between("capacity", capacity, 1, MOST_PLACES),
        Duration.ofMinutes(
            leadMinutes == null
                ? 0
                : between("leadMinutes", leadMinutes, 0, FURTHEST * Opening.WHOLE_DAY)),
        between("furthestDays", furthestDays, 1, FURTHEST),
        byWeekday(),
        byDay(),
        version);
  }

  private Map<DayOfWeek, List<Opening>> byWeekday() {
    Map<DayOfWeek, List<Opening>> all = new EnumMap<>(DayOfWeek.class);
    for (OfWeekday each : list("weekly", weekly, MOST_OPENINGS)) {
      DayOfWeek day = DayOfWeek.of(between("weekday", each.weekday, 1, 7));
      all.computeIfAbsent(day, it -> new ArrayList<>()).add(opening(each.opens, each.closes));
    }
    all.replaceAll((day, openings) -> inOrder(openings));
    return all;
  }

  private Map<LocalDate, List<Opening>> byDay() {
    Map<LocalDate, List<Opening>> all = new TreeMap<>();
    if (exceptions == null) {
      return all;
    }
    for (OfDay each : list("exceptions", exceptions, MOST_EXCEPTIONS)) {
      List<Opening> openings =
          list("openings", each.openings, MOST_OPENINGS).stream()
              .map(it -> opening(it.opens, it.closes))
              .toList();
      if (all.put(day("day", each.day), inOrder(openings)) != null) {
        throw Fields.malformed("exceptions");
      }
    }
    return all;
  }

  private static <T> List<T> list(String field, @Nullable List<@Nullable T> given, int most) {
    List<@Nullable T> all = Fields.required(field, given);
    if (all.size() > most) {
      throw Fields.malformed(field);
    }
    List<T> checked = new ArrayList<>();
    for (T each : all) {
      checked.add(Fields.required(field, each));
    }
    return checked;
  }

  private static List<Opening> inOrder(List<Opening> openings) {
    List<Opening> sorted =
        openings.stream().sorted(Comparator.comparingInt(Opening::opens)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).overlaps(sorted.get(i - 1))) {
        throw new DomainException(BookingError.OVERLAPPING);
      }
    }
    return sorted;
  }

  private static Opening opening(@Nullable String opens, @Nullable String closes) {
    int from = minute("opens", opens);
    int to = minute("closes", closes);
    if (from >= to) {
      throw Fields.malformed("closes");
    }
    return new Opening(from, to);
  }

  private static int minute(String field, @Nullable String text) {
    Matcher time = TIME.matcher(Fields.line(field, text, 5));
    if (!time.matches()) {
      throw Fields.malformed(field);
    }
    int minute =
        Integer.parseInt(time.group(1)) * MINUTES_OF_HOUR + Integer.parseInt(time.group(2));
    if (minute > Opening.WHOLE_DAY) {
      throw Fields.malformed(field);
    }
    return minute;
  }

  static LocalDate day(String field, @Nullable String text) {
    try {
      return LocalDate.parse(Fields.line(field, text, 10));
    } catch (DateTimeParseException e) {
      throw Fields.malformed(field);
    }
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw Fields.malformed("zone");
    }
    return ZoneId.of(name);
  }

  private static int between(String field, @Nullable Integer given, int least, int most) {
    int value = Fields.required(field, given);
    if (value < least || value > most) {
      throw Fields.malformed(field);
    }
    return value;
  }
}
