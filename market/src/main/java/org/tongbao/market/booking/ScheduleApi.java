package org.tongbao.market.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;

/// When a service can be booked: the shop's rules, and what is free by them.
@RestController
@RequestMapping("/api/v1")
final class ScheduleApi {
  private static final int STANDARD_DAYS = 14;
  private static final int MOST_DAYS = 31;

  private final Schedules schedules;
  private final Slots slots;
  private final Catalog catalog;
  private final Clock clock;

  ScheduleApi(Schedules schedules, Slots slots, Catalog catalog, Clock clock) {
    this.schedules = schedules;
    this.slots = slots;
    this.catalog = catalog;
    this.clock = clock;
  }

  /// What of a product can be booked, `days` from the local day `from` on (today and 14 by itself).
  /// A product that is not booked has no slots.
  @GetMapping("/products/{id}/slots")
  Offered slots(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable Integer days) {
    int shown = days == null ? STANDARD_DAYS : days;
    if (shown < 1 || shown > MOST_DAYS) {
      throw Fields.malformed("days");
    }
    LocalDate first = from == null ? null : ScheduleFields.day("from", from);
    UUID product = id(id);
    if (catalog.onSale(product).isEmpty()) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    return schedules
        .find(product)
        .map(it -> offered(it, first, shown))
        .orElse(new Offered(false, null, List.of()));
  }

  private Offered offered(Schedule schedule, @Nullable LocalDate from, int days) {
    LocalDate today = clock.instant().atZone(schedule.zone()).toLocalDate();
    // Nothing is offered before today or half a year ahead.
    LocalDate first = from == null || from.isBefore(today) ? today : from;
    if (first.isAfter(today.plusDays(schedule.furthestDays()))) {
      return new Offered(true, schedule.zone().getId(), List.of());
    }
    return new Offered(
        true,
        schedule.zone().getId(),
        slots.offered(schedule, first, days).stream().map(SlotView::of).toList());
  }

  @GetMapping("/merchants/{merchantId}/products/{id}/schedule")
  @Needs(Permission.SHOP_PRODUCTS_READ)
  ResponseEntity<ScheduleView> one(
      Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    UUID product = own(caller.shop(merchantId), id);
    return schedules
        .find(product)
        .map(ScheduleApi::shown)
        .orElseGet(() -> ResponseEntity.ok().eTag(EntityTag.of(1)).body(ScheduleView.NONE));
  }

  @PutMapping("/merchants/{merchantId}/products/{id}/schedule")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<ScheduleView> put(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ScheduleFields fields) {
    MerchantId shop = caller.shop(merchantId);
    UUID product = own(shop, id);
    // Where there is no schedule yet, the tag is 1: the first one has version 1 and tag 2.
    int version = EntityTag.required(ifMatch);
    return shown(schedules.put(fields.schedule(product, shop, version)));
  }

  private UUID own(MerchantId shop, String id) {
    return schedules.product(shop, id(id)).id();
  }

  private static ResponseEntity<ScheduleView> shown(Schedule schedule) {
    return ResponseEntity.ok()
        .eTag(EntityTag.of(schedule.version() + 1))
        .body(ScheduleView.of(schedule));
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param booked whether the product is booked at all
  record Offered(boolean booked, @Nullable String zone, List<SlotView> slots) {}

  /// @param free how many places can be booked
  record SlotView(Instant startsAt, Instant endsAt, LocalDate day, String text, int free) {
    static SlotView of(Slots.Free free) {
      Appointment slot = free.slot();
      return new SlotView(slot.startsAt(), slot.endsAt(), slot.day(), slot.text(), free.places());
    }
  }
}
