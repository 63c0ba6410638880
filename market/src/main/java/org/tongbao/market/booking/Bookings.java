package org.tongbao.market.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// Services that are booked, for the features that sell them. Thread-safe.
@Component
public class Bookings {
  private static final int DAYS_AT_ONCE = 14;

  private final ScheduleStore schedules;
  private final Slots slots;
  private final BookingStore store;
  private final Clock clock;

  Bookings(ScheduleStore schedules, Slots slots, BookingStore store, Clock clock) {
    this.schedules = schedules;
    this.slots = slots;
    this.store = store;
    this.clock = clock;
  }

  /// A slot that is offered, with how many of its places are free at this moment.
  public record Place(Appointment appointment, int free) {}

  /// What is to be booked by a seller order.
  public record Wanted(
      UUID sellerOrder, MerchantId merchant, UserId buyer, Appointment appointment, int quantity) {}

  /// How many places a slot of each of these products has; those that are missing in the answer are
  /// not booked.
  public Map<UUID, Integer> capacities(Collection<UUID> products) {
    return schedules.capacities(products);
  }

  /// The slot of a product that begins then, if it can be booked at this moment.
  public Optional<Place> place(UUID product, Instant start) {
    return schedules
        .find(product)
        .flatMap(
            schedule ->
                schedule
                    .offered(start, clock.instant())
                    .map(it -> new Place(it, slots.free(schedule, it))));
  }

  /// When a product can be booked next, up to so many free times; nothing for what is not booked.
  public Optional<SlotOffer> offer(UUID product, int most, Locale locale) {
    return schedules
        .find(product)
        .map(it -> new SlotOffer(it.zone().getId(), SlotDay.of(upcoming(it, most), locale)));
  }

  private List<Place> upcoming(Schedule schedule, int most) {
    List<Place> free = new ArrayList<>();
    LocalDate today = clock.instant().atZone(schedule.zone()).toLocalDate();
    LocalDate last = today.plusDays(schedule.furthestDays());
    for (LocalDate from = today;
        free.size() < most && !from.isAfter(last);
        from = from.plusDays(DAYS_AT_ONCE)) {
      slots.offered(schedule, from, DAYS_AT_ONCE).stream()
          .filter(it -> it.places() > 0)
          .limit(most - free.size())
          .map(it -> new Place(it.slot(), it.places()))
          .forEach(free::add);
    }
    return free;
  }

  /// Writes bookings down that wait for payment, in the transaction that has placed their orders;
  /// the caller reserves each slot next, as an item of the stock. Refuses with [BookingError] what
  /// is not offered any more.
  @Transactional(propagation = Propagation.MANDATORY)
  public void book(List<Wanted> all) {
    // In one order: who adds a slot holds it until the transaction ends.
    all.stream()
        .sorted(Comparator.comparing(it -> it.appointment().slot()))
        .forEach(
            it -> {
              slots.open(it.appointment());
              store.add(
                  new Booking(
                      it.sellerOrder(),
                      it.merchant(),
                      it.buyer(),
                      it.appointment(),
                      it.quantity(),
                      Booking.State.HELD,
                      null,
                      null,
                      1),
                  clock.instant());
            });
  }

  static DomainException refused(BookingError error, Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return new DomainException(error, texts);
  }
}
