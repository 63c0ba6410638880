package org.tongbao.market.booking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.inventory.Stock;
import org.tongbao.market.inventory.Warehouse;

/// The slots of services. One that somebody wants becomes an item of the stock with as many pieces
/// as it has places: holding and selling them is the inventory's work. Thread-safe.
@Component
class Slots {
  /// The longest day, where clocks are put back.
  private static final Duration LONGEST = Duration.ofHours(25);

  private static final Duration ALL_TO_COME = Duration.ofDays(400);

  private final ScheduleStore schedules;
  private final SlotStore store;
  private final Inventory inventory;
  private final Warehouse warehouse;
  private final Clock clock;

  Slots(
      ScheduleStore schedules,
      SlotStore store,
      Inventory inventory,
      Warehouse warehouse,
      Clock clock) {
    this.schedules = schedules;
    this.store = store;
    this.inventory = inventory;
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /// A slot with how many of its places can be booked.
  record Free(Appointment slot, int places) {}

  /// What can be booked on some days, slots without a free place included.
  List<Free> offered(Schedule schedule, LocalDate from, int days) {
    Instant now = clock.instant();
    List<Appointment> slots = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      schedule.slots(from.plusDays(i)).stream()
          .filter(it -> schedule.isOpen(it, now))
          .forEach(slots::add);
    }
    if (slots.isEmpty()) {
      return List.of();
    }
    Known known = known(schedule, slots.getFirst().startsAt(), slots.getLast().endsAt());
    return slots.stream().map(it -> new Free(it, known.free(it))).toList();
  }

  /// How many places of a slot of the schedule are free.
  int free(Schedule schedule, Appointment slot) {
    return known(schedule, slot.startsAt(), slot.endsAt()).free(slot);
  }

  private Known known(Schedule schedule, Instant from, Instant to) {
    NavigableMap<Instant, SlotStore.Row> rows = new TreeMap<>();
    store.between(schedule.product(), from, to).forEach(it -> rows.put(it.startsAt(), it));
    List<UUID> ids = rows.values().stream().map(SlotStore.Row::id).toList();
    return new Known(schedule.capacity(), rows, inventory.stocks(ids));
  }

  /// What has been wanted before.
  private record Known(
      int capacity, NavigableMap<Instant, SlotStore.Row> rows, Map<UUID, Stock> stocks) {
    /// A slot that overlaps one of a former schedule that somebody has is not free.
    int free(Appointment slot) {
      int taken = 0;
      for (SlotStore.Row row :
          rows.subMap(slot.startsAt().minus(LONGEST), slot.endsAt()).values()) {
        boolean same = row.id().equals(slot.slot()) && row.endsAt().equals(slot.endsAt());
        if (same) {
          taken = taken(row);
        } else if (row.endsAt().isAfter(slot.startsAt()) && taken(row) > 0) {
          return 0;
        }
      }
      return Math.max(0, capacity - taken);
    }

    private int taken(SlotStore.Row row) {
      return row.capacity() - Objects.requireNonNull(stocks.get(row.id())).available();
    }
  }

  /// Makes sure that a slot stands in the stock, in the caller's transaction, which may then
  /// reserve it; the schedule stays as it is until that ends. Refuses with
  /// [BookingError#NOT_OFFERED], and with [BookingError#TAKEN] where a slot of a former schedule is
  /// in the way.
  @Transactional(propagation = Propagation.MANDATORY)
  public void open(Appointment slot) {
    Schedule schedule =
        schedules
            .share(slot.product())
            .filter(
                it -> it.offered(slot.startsAt(), clock.instant()).filter(slot::equals).isPresent())
            .orElseThrow(() -> new DomainException(BookingError.NOT_OFFERED));
    if (store.add(slot, schedule.capacity())) {
      Stock _ = warehouse.receive(slot.slot(), schedule.capacity(), null);
    }
    if (free(schedule, slot) == 0) {
      throw new DomainException(BookingError.TAKEN);
    }
    SlotStore.Row known = store.find(slot.slot()).orElseThrow();
    if (known.capacity() != schedule.capacity() || !known.endsAt().equals(slot.endsAt())) {
      align(schedule, known.id());
    }
  }

  /// Gives all slots to come as many places as a new schedule says, and none to those that it does
  /// not have; what is held or sold stays so.
  @Transactional(propagation = Propagation.MANDATORY)
  public void align(Schedule schedule) {
    Instant now = clock.instant();
    // In the order of the stock's items, as everybody takes them.
    store.between(schedule.product(), now, now.plus(ALL_TO_COME)).stream()
        .map(SlotStore.Row::id)
        .sorted(Comparator.naturalOrder())
        .forEach(it -> align(schedule, it));
  }

  private void align(Schedule schedule, UUID id) {
    SlotStore.Row row = store.lock(id);
    boolean taken = inventory.available(id) < row.capacity();
    Instant end =
        schedule
            .slot(row.startsAt())
            .map(Appointment::endsAt)
            .filter(it -> it.equals(row.endsAt()) || !taken)
            .orElse(null);
    int wanted = end == null ? 0 : schedule.capacity();
    int difference = warehouse.grow(id, wanted - row.capacity());
    store.change(id, end == null ? row.endsAt() : end, row.capacity() + difference);
  }
}
