package org.tongbao.market.booking;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;

/// When a service can be booked, and how many can have it at once. Slots of a schedule never
/// overlap; where clocks are put forward or back, they keep their real length.
///
/// @param duration of a slot; null when each opening is one slot
/// @param capacity how many places a slot has
/// @param lead how long before its start a slot can be booked at the latest
/// @param furthestDays how many days ahead
/// @param exceptions openings of single days in the place of the weekday's; none: closed
record Schedule(
    UUID product,
    MerchantId merchant,
    ZoneId zone,
    @Nullable Duration duration,
    int capacity,
    Duration lead,
    int furthestDays,
    Map<DayOfWeek, List<Opening>> weekly,
    Map<LocalDate, List<Opening>> exceptions,
    int version) {
  private static final int SECONDS = 60;

  Schedule {
    weekly = Map.copyOf(weekly);
    exceptions = Map.copyOf(exceptions);
  }

  /// All slots of a day, in order, whether they can still be booked or not.
  List<Appointment> slots(LocalDate day) {
    List<Opening> openings =
        exceptions.containsKey(day)
            ? exceptions.getOrDefault(day, List.of())
            : weekly.getOrDefault(day.getDayOfWeek(), List.of());
    List<Appointment> slots = new ArrayList<>();
    for (Opening opening : openings) {
      addSlots(instant(day, opening.opens()), instant(day, opening.closes()), slots);
    }
    return slots;
  }

  private void addSlots(Instant opens, Instant closes, List<Appointment> slots) {
    Duration length = duration == null ? Duration.between(opens, closes) : duration;
    if (!length.isPositive()) {
      return;
    }
    Instant start = opens;
    while (!start.plus(length).isAfter(closes)) {
      slots.add(new Appointment(product, start, start.plus(length), zone));
      start = start.plus(length);
    }
  }

  /// The slot that begins then, if it can be booked at `now`.
  Optional<Appointment> offered(Instant start, Instant now) {
    return slot(start).filter(it -> isOpen(it, now));
  }

  /// The slot that begins then, whether it can still be booked or not.
  Optional<Appointment> slot(Instant start) {
    return slots(start.atZone(zone).toLocalDate()).stream()
        .filter(it -> it.startsAt().equals(start))
        .findFirst();
  }

  /// Whether it is neither too late nor too early to book a slot.
  boolean isOpen(Appointment slot, Instant now) {
    LocalDate last = now.atZone(zone).toLocalDate().plusDays(furthestDays);
    return !slot.startsAt().isBefore(now.plus(lead)) && !slot.day().isAfter(last);
  }

  private Instant instant(LocalDate day, int minute) {
    return minute == Opening.WHOLE_DAY
        ? day.plusDays(1).atStartOfDay(zone).toInstant()
        : day.atTime(LocalTime.ofSecondOfDay((long) minute * SECONDS)).atZone(zone).toInstant();
  }
}
