package org.tongbao.market.booking;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// How openings lie in columns of JSON.
final class ScheduleJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<OfWeekday>> WEEKLY = new TypeReference<>() {};
  private static final TypeReference<List<OfDay>> EXCEPTIONS = new TypeReference<>() {};

  private ScheduleJson() {}

  record OfWeekday(int weekday, List<Opening> openings) {}

  record OfDay(String day, List<Opening> openings) {}

  static String weekly(Schedule schedule) {
    List<OfWeekday> rows = new ArrayList<>();
    new TreeMap<>(schedule.weekly())
        .forEach((day, openings) -> rows.add(new OfWeekday(day.getValue(), openings)));
    return JSON.writeValueAsString(rows);
  }

  static String exceptions(Schedule schedule) {
    List<OfDay> rows = new ArrayList<>();
    new TreeMap<>(schedule.exceptions())
        .forEach((day, openings) -> rows.add(new OfDay(day.toString(), openings)));
    return JSON.writeValueAsString(rows);
  }

  static Map<DayOfWeek, List<Opening>> weekly(String column) {
    Map<DayOfWeek, List<Opening>> all = new EnumMap<>(DayOfWeek.class);
    JSON.readValue(column, WEEKLY).forEach(it -> all.put(DayOfWeek.of(it.weekday), it.openings));
    return all;
  }

  static Map<LocalDate, List<Opening>> exceptions(String column) {
    Map<LocalDate, List<Opening>> all = new TreeMap<>();
    JSON.readValue(column, EXCEPTIONS).forEach(it -> all.put(LocalDate.parse(it.day), it.openings));
    return all;
  }
}
