package org.tongbao.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.catalog.TestCatalog;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.inventory.InventoryFixture;
import org.tongbao.market.merchant.TestShops;

final class SlotsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration HOUR = Duration.ofHours(1);

  /// A Monday; the fixture's clock says noon of the Sunday before, in UTC.
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  private final InventoryFixture stock = new InventoryFixture(DATABASE);
  private final ScheduleStore schedules = new ScheduleStore(stock.jdbc);
  private final Slots slots =
      new Slots(
          schedules, new SlotStore(stock.jdbc), stock.inventory, stock.warehouse, stock.clock);

  @Test
  void slotsFollowTheWeekAndItsExceptions() {
    Schedule schedule =
        new Schedule(
            UUID.randomUUID(),
            new MerchantId(UUID.randomUUID()),
            SHANGHAI,
            HOUR,
            1,
            Duration.ofHours(20),
            7,
            Map.of(
                DayOfWeek.MONDAY, List.of(new Opening(540, 690), new Opening(780, 900)),
                DayOfWeek.TUESDAY, List.of(new Opening(540, 600))),
            Map.of(MONDAY.plusDays(1), List.of(), MONDAY.plusDays(2), List.of(new Opening(0, 60))),
            1);

    assertThat(schedule.slots(MONDAY))
        .extracting(Appointment::text)
        .containsExactly(
            "2026-03-02 09:00–10:00 (Asia/Shanghai)",
            "2026-03-02 10:00–11:00 (Asia/Shanghai)",
            "2026-03-02 13:00–14:00 (Asia/Shanghai)",
            "2026-03-02 14:00–15:00 (Asia/Shanghai)");
    assertThat(schedule.slots(MONDAY.plusDays(1))).isEmpty();
    assertThat(schedule.slots(MONDAY.plusDays(2))).hasSize(1);
    assertThat(schedule.slots(MONDAY.plusDays(3))).isEmpty();
    assertThat(schedule.slots(MONDAY.plusDays(8))).hasSize(1);
    // Now is Sunday 20:00 in Shanghai: with 20 hours ahead nothing before Monday 16:00.
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(schedule.offered(Instant.parse("2026-03-02T01:00:00Z"), now)).isEmpty();
    assertThat(schedule.offered(Instant.parse("2026-03-03T16:00:00Z"), now)).isPresent();
    assertThat(schedule.offered(Instant.parse("2026-03-03T16:30:00Z"), now)).isEmpty();
    // Eight days ahead is further than seven.
    assertThat(schedule.offered(Instant.parse("2026-03-09T01:00:00Z"), now)).isEmpty();
  }

  @Test
  void slotsKeepTheirLengthWhereClocksAreChanged() {
    Schedule hours = daily(UUID.randomUUID(), BERLIN, HOUR, 1, 1);
    Schedule days = daily(UUID.randomUUID(), BERLIN, null, 1, 1);

    for (LocalDate day : List.of(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 10, 25))) {
      List<Appointment> all = hours.slots(day);
      assertThat(all).hasSize(day.getMonthValue() == 3 ? 23 : 25);
      for (int i = 0; i < all.size(); i++) {
        assertThat(Duration.between(all.get(i).startsAt(), all.get(i).endsAt())).isEqualTo(HOUR);
        assertThat(i == 0 || !all.get(i).startsAt().isBefore(all.get(i - 1).endsAt())).isTrue();
      }
      assertThat(days.slots(day)).hasSize(1);
      assertThat(days.slots(day).getFirst().text()).isEqualTo(day + " (Europe/Berlin)");
    }
  }

  @Test
  void fiftyBuyersOfOnePlaceSellItOnce() throws Exception {
    Schedule schedule = added(HOUR, 1);
    Appointment slot = schedule.slots(MONDAY.plusDays(1)).getFirst();

    List<Boolean> held = atOnce(50, number -> hold(slot, UUID.randomUUID()));

    assertThat(held.stream().filter(it -> it)).hasSize(1);
    assertThat(slots.free(schedule, slot)).isZero();
    assertThat(stock.inventory.stock(slot.slot()).reserved()).isEqualTo(1);
  }

  @Test
  void fiftyBuyersOfThreePlacesSellThree() throws Exception {
    Schedule schedule = added(HOUR, 3);
    Appointment slot = schedule.slots(MONDAY.plusDays(1)).getFirst();

    List<Boolean> held = atOnce(50, number -> hold(slot, UUID.randomUUID()));

    assertThat(held.stream().filter(it -> it)).hasSize(3);
    assertThat(slots.free(schedule, slot)).isZero();
  }

  @Test
  void whatNobodyPaidForIsFreeAgain() {
    Schedule schedule = added(HOUR, 1);
    Appointment slot = schedule.slots(MONDAY.plusDays(1)).getFirst();
    UUID first = UUID.randomUUID();
    assertThat(hold(slot, first)).isTrue();
    assertThat(hold(slot, UUID.randomUUID())).isFalse();

    stock.advance(HOUR);
    assertThat(stock.expire()).isPositive();

    assertThat(slots.free(schedule, slot)).isEqualTo(1);
    UUID second = UUID.randomUUID();
    assertThat(hold(slot, second)).isTrue();
    assertThat(stock.inventory.renew(first, stock.clock.instant().plus(HOUR))).isFalse();
    assertThat(stock.inventory.commit(second)).isTrue();
    stock.inventory.giveBack(second);
    assertThat(slots.free(schedule, slot)).isEqualTo(1);
  }

  @Test
  void aSlotOfAFormerScheduleIsInTheWayWhileSomebodyHasIt() {
    Schedule hours = added(HOUR, 1);
    LocalDate day = MONDAY.plusDays(1);
    Appointment ten = hours.slots(day).get(10);
    UUID order = UUID.randomUUID();
    assertThat(hold(ten, order)).isTrue();
    assertThat(hold(hours.slots(day).get(20), UUID.randomUUID())).isTrue();
    assertThat(stock.inventory.commit(order)).isTrue();
    Schedule longer = daily(hours.product(), SHANGHAI, Duration.ofMinutes(90), 2, 2);
    stock.transaction.executeWithoutResult(
        status -> {
          assertThat(schedules.replace(longer, stock.clock.instant())).isTrue();
          slots.align(longer);
        });

    // 09:00 to 10:30 overlaps the hour from ten on, which is sold.
    Appointment nine = longer.slots(day).get(6);
    assertThat(slots.free(longer, nine)).isZero();
    assertThat(hold(nine, UUID.randomUUID())).isFalse();
    assertThat(stock.inventory.available(ten.slot())).isZero();
    assertThat(slots.free(longer, longer.slots(day).get(3))).isEqualTo(2);

    stock.inventory.giveBack(order);
    assertThat(slots.free(longer, nine)).isEqualTo(2);
    assertThat(hold(nine, UUID.randomUUID())).isTrue();
    assertThat(hold(ten, UUID.randomUUID())).isFalse();
  }

  @Test
  void moreAndFewerPlacesCountForSlotsThatAreKnown() {
    Schedule two = added(HOUR, 2);
    Appointment slot = two.slots(MONDAY.plusDays(1)).getFirst();
    assertThat(hold(slot, UUID.randomUUID())).isTrue();
    assertThat(hold(slot, UUID.randomUUID())).isTrue();

    Schedule one = changed(two, 1);
    assertThat(slots.free(one, slot)).isZero();
    Schedule four = changed(one, 4);
    assertThat(slots.free(four, slot)).isEqualTo(2);
    assertThat(hold(slot, UUID.randomUUID())).isTrue();
    assertThat(hold(slot, UUID.randomUUID())).isTrue();
    assertThat(hold(slot, UUID.randomUUID())).isFalse();
  }

  /// Two who swap their times at once, again and again, end with one each.
  @Test
  void exchangesOfTheSameSlotsDoNotStopEachOther() throws Exception {
    Schedule schedule = added(HOUR, 2);
    List<Appointment> day = schedule.slots(MONDAY.plusDays(1));
    UUID one = UUID.randomUUID();
    UUID two = UUID.randomUUID();
    assertThat(hold(day.get(0), one) && stock.inventory.commit(one)).isTrue();
    assertThat(hold(day.get(1), two) && stock.inventory.commit(two)).isTrue();
    UUID[] at = {day.get(0).slot(), day.get(1).slot()};

    for (int round = 0; round < 10; round++) {
      int there = round % 2;
      List<Boolean> moved =
          atOnce(
              2,
              number ->
                  number == 0
                      ? exchange(one, at[there], at[1 - there])
                      : exchange(two, at[1 - there], at[there]));
      assertThat(moved).containsOnly(true);
    }

    assertThat(slots.free(schedule, day.get(0))).isEqualTo(1);
    assertThat(slots.free(schedule, day.get(1))).isEqualTo(1);
    assertThat(exchange(one, at[1], at[0])).as("it is not there").isFalse();
  }

  private boolean exchange(UUID order, UUID from, UUID to) {
    return Boolean.TRUE.equals(
        stock.transaction.execute(status -> stock.inventory.exchange(order, from, to)));
  }

  /// What a checkout does.
  private boolean hold(Appointment slot, UUID order) {
    try {
      return Objects.requireNonNull(
          stock.transaction.execute(
              status -> {
                slots.open(slot);
                Instant until = stock.clock.instant().plus(Duration.ofMinutes(30));
                return stock.inventory.reserve(order, Map.of(slot.slot(), 1), until)
                    instanceof Inventory.Outcome.Reserved;
              }));
    } catch (DomainException refused) {
      assertThat(refused.code()).isIn(BookingError.TAKEN, BookingError.NOT_OFFERED);
      return false;
    }
  }

  private Schedule changed(Schedule before, int capacity) {
    Schedule next = daily(before.product(), SHANGHAI, HOUR, capacity, before.version() + 1);
    stock.transaction.executeWithoutResult(
        status -> {
          assertThat(schedules.replace(next, stock.clock.instant())).isTrue();
          slots.align(next);
        });
    assertThat(schedules.find(before.product()).orElseThrow().capacity()).isEqualTo(capacity);
    return next;
  }

  private Schedule added(Duration duration, int capacity) {
    UUID shop = UUID.randomUUID();
    TestShops.ensure(stock.jdbc, shop);
    UUID variant = TestCatalog.onSale(stock.jdbc, shop, "咨询", 100, "CNY");
    UUID product =
        stock
            .jdbc
            .sql("SELECT product_id FROM variants WHERE id = ?")
            .param(variant)
            .query(UUID.class)
            .single();
    Schedule schedule = daily(product, SHANGHAI, duration, capacity, 1);
    Schedule ofShop =
        new Schedule(
            product,
            new MerchantId(shop),
            SHANGHAI,
            duration,
            capacity,
            Duration.ZERO,
            30,
            schedule.weekly(),
            schedule.exceptions(),
            1);
    assertThat(schedules.add(ofShop, stock.clock.instant())).isTrue();
    assertThat(schedules.find(product)).contains(ofShop);
    return ofShop;
  }

  private Schedule daily(
      UUID product, ZoneId zone, @Nullable Duration duration, int capacity, int version) {
    Map<DayOfWeek, List<Opening>> weekly = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      weekly.put(day, List.of(new Opening(0, Opening.WHOLE_DAY)));
    }
    MerchantId merchant =
        schedules
            .find(product)
            .map(Schedule::merchant)
            .orElseGet(() -> new MerchantId(UUID.randomUUID()));
    return new Schedule(
        product, merchant, zone, duration, capacity, Duration.ZERO, 30, weekly, Map.of(), version);
  }

  private interface Numbered<T> {
    T of(int number) throws Exception;
  }

  /// Starts so many threads together and gives what each came to, in their order.
  private static <T> List<T> atOnce(int count, Numbered<T> action) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return action.of(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
