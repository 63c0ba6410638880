package org.tongbao.market.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The free times of one day, as pages offer them.
///
/// @param name the day with its weekday
public record SlotDay(String name, List<Time> times) {
  public SlotDay {
    times = List.copyOf(times);
  }

  /// @param startsAt what is sent to choose it
  /// @param text local times; empty for a whole day
  /// @param free how many places are left
  public record Time(Instant startsAt, String text, int free) {}

  /// Places by day, in their order.
  static List<SlotDay> of(List<Bookings.Place> places, Locale locale) {
    Map<LocalDate, List<Time>> days = new LinkedHashMap<>();
    for (Bookings.Place place : places) {
      Appointment slot = place.appointment();
      days.computeIfAbsent(slot.day(), day -> new ArrayList<>())
          .add(new Time(slot.startsAt(), slot.times(), place.free()));
    }
    return days.entrySet().stream()
        .map(
            it ->
                new SlotDay(
                    it.getKey()
                        + " "
                        + it.getKey().getDayOfWeek().getDisplayName(TextStyle.SHORT, locale),
                    it.getValue()))
        .toList();
  }
}
