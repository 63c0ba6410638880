package org.tongbao.market.booking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A schedule as the REST API shows it; its fields are those of [ScheduleFields].
///
/// @param booked whether the product is booked at all; without a schedule it is sold by its stock
record ScheduleView(
    boolean booked,
    @Nullable String zone,
    @Nullable Integer durationMinutes,
    @Nullable Integer capacity,
    @Nullable Integer leadMinutes,
    @Nullable Integer furthestDays,
    List<WeekdayHours> weekly,
    List<DayHours> exceptions) {
  static final ScheduleView NONE =
      new ScheduleView(false, null, null, null, null, null, List.of(), List.of());
  private static final int MINUTES_OF_HOUR = 60;

  record WeekdayHours(int weekday, String opens, String closes) {}

  record DayHours(String day, List<OpeningHours> openings) {}

  record OpeningHours(String opens, String closes) {}

  static ScheduleView of(Schedule schedule) {
    List<WeekdayHours> weekly = new ArrayList<>();
    schedule.weekly().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            day ->
                day.getValue()
                    .forEach(
                        it ->
                            weekly.add(
                                new WeekdayHours(
                                    day.getKey().getValue(),
                                    time(it.opens()),
                                    time(it.closes())))));
    List<DayHours> exceptions = new ArrayList<>();
    new TreeMap<>(schedule.exceptions())
        .forEach(
            (day, openings) ->
                exceptions.add(
                    new DayHours(
                        day.toString(),
                        openings.stream()
                            .map(it -> new OpeningHours(time(it.opens()), time(it.closes())))
                            .toList())));
    Duration duration = schedule.duration();
    return new ScheduleView(
        true,
        schedule.zone().getId(),
        duration == null ? null : Math.toIntExact(duration.toMinutes()),
        schedule.capacity(),
        Math.toIntExact(schedule.lead().toMinutes()),
        schedule.furthestDays(),
        weekly,
        exceptions);
  }

  private static String time(int minute) {
    return String.format(
        Locale.ROOT, "%02d:%02d", minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
  }
}
