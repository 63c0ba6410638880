package org.tongbao.market.booking;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Fields;

/// A schedule as a form writes it: openings of a weekday as `09:00-12:00, 14:00-18:00`; single days
/// one a line, `2026-12-25` where it is closed, `2026-12-31 09:00-12:00` where it opens otherwise.
final class ScheduleForm {
  private static final int WEEKDAYS = 7;
  private static final int TEXT_LIMIT = 20_000;
  private static final int LINE_LIMIT = 300;
  private static final int MINUTES_OF_HOUR = 60;
  private static final Pattern OPENING =
      Pattern.compile("([01][0-9]|2[0-4]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private ScheduleForm() {}

  /// Refuses by the names of the form's fields.
  static ScheduleFields read(Map<String, String> typed) {
    List<ScheduleFields.@Nullable OfWeekday> weekly = new ArrayList<>();
    for (int day = 1; day <= WEEKDAYS; day++) {
      String field = "d" + day;
      for (String[] each : openings(field, line(field, typed))) {
        weekly.add(new ScheduleFields.OfWeekday(day, each[0], each[1]));
      }
    }
    return new ScheduleFields(
        typed.get("zone"),
        number("durationMinutes", typed),
        number("capacity", typed),
        number("leadMinutes", typed),
        number("furthestDays", typed),
        weekly,
        exceptions(typed));
  }

  private static List<ScheduleFields.@Nullable OfDay> exceptions(Map<String, String> typed) {
    String text = Fields.optionalText("exceptions", typed.get("exceptions"), TEXT_LIMIT);
    List<ScheduleFields.@Nullable OfDay> days = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String plain = line.strip();
      if (plain.isEmpty()) {
        continue;
      }
      String[] parts = plain.split("\\s+", 2);
      if (!DAY.matcher(parts[0]).matches()) {
        throw Fields.malformed("exceptions");
      }
      List<ScheduleFields.@Nullable Hours> hours = new ArrayList<>();
      for (String[] each : openings("exceptions", parts.length == 1 ? "" : parts[1])) {
        hours.add(new ScheduleFields.Hours(each[0], each[1]));
      }
      days.add(new ScheduleFields.OfDay(parts[0], hours));
    }
    return days;
  }

  private static List<String[]> openings(String field, String text) {
    List<String[]> openings = new ArrayList<>();
    for (String each : text.replace('–', '-').replace("，", ",").split("[,;]", -1)) {
      String plain = each.replaceAll("\\s+", "");
      if (plain.isEmpty()) {
        continue;
      }
      String[] ends = plain.split("-", 2);
      if (!OPENING.matcher(plain).matches()
          || ends[0].compareTo(ends[1]) >= 0
          || ends[1].compareTo("24:00") > 0) {
        throw Fields.malformed(field);
      }
      openings.add(ends);
    }
    return openings;
  }

  private static String line(String field, Map<String, String> typed) {
    return Fields.optionalLine(field, typed.get(field), LINE_LIMIT);
  }

  private static @Nullable Integer number(String field, Map<String, String> typed) {
    String plain = typed.getOrDefault(field, "").strip();
    if (plain.isEmpty()) {
      return null;
    }
    if (!plain.matches("[0-9]{1,7}")) {
      throw Fields.malformed(field);
    }
    return Integer.valueOf(plain);
  }

  /// What a form shows of a schedule.
  static Map<String, String> write(Schedule schedule) {
    Map<String, String> typed = new HashMap<>();
    typed.put("zone", schedule.zone().getId());
    Duration duration = schedule.duration();
    typed.put("durationMinutes", duration == null ? "" : "" + duration.toMinutes());
    typed.put("capacity", "" + schedule.capacity());
    typed.put("leadMinutes", "" + schedule.lead().toMinutes());
    typed.put("furthestDays", "" + schedule.furthestDays());
    schedule.weekly().forEach((day, all) -> typed.put("d" + day.getValue(), hours(all)));
    typed.put(
        "exceptions",
        new TreeMap<LocalDate, List<Opening>>(schedule.exceptions())
            .entrySet().stream()
                .map(it -> (it.getKey() + " " + hours(it.getValue())).strip())
                .collect(Collectors.joining("\n")));
    return typed;
  }

  /// What a shop begins with.
  static Map<String, String> first() {
    Map<String, String> typed = new HashMap<>();
    typed.put("zone", "Asia/Shanghai");
    typed.put("durationMinutes", "60");
    typed.put("capacity", "1");
    typed.put("leadMinutes", "120");
    typed.put("furthestDays", "30");
    for (int day = 1; day < WEEKDAYS - 1; day++) {
      typed.put("d" + day, "09:00-18:00");
    }
    return typed;
  }

  private static String hours(List<Opening> openings) {
    return openings.stream()
        .map(it -> time(it.opens()) + "-" + time(it.closes()))
        .collect(Collectors.joining(", "));
  }

  private static String time(int minute) {
    return String.format(
        Locale.ROOT, "%02d:%02d", minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
  }
}
