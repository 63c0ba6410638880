package org.tongbao.market.booking;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;

/// When the services of the shops can be booked. Thread-safe; a change waits for whoever is
/// booking.
@Component
class Schedules {
  private final ScheduleStore store;
  private final Slots slots;
  private final Catalog catalog;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Schedules(
      ScheduleStore store,
      Slots slots,
      Catalog catalog,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.slots = slots;
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
  }

  Optional<Schedule> find(UUID product) {
    return store.find(product);
  }

  /// The shop's own product. Refuses with [RequestError#NOT_FOUND].
  Product product(MerchantId merchant, UUID product) {
    return catalog
        .find(product)
        .filter(it -> it.merchant().equals(merchant))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Replaces the schedule that follows `wanted`'s version; version 1 is the first one.
  @Transactional
  public Schedule put(Schedule wanted) {
    Product product = product(wanted.merchant(), wanted.product());
    int known = store.lock(wanted.product()).map(Schedule::version).orElse(0);
    if (known != wanted.version() - 1) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    if (product.content().kind() != ProductKind.SERVICE) {
      throw new DomainException(BookingError.NOT_A_SERVICE);
    }
    boolean written =
        known == 0 ? store.add(wanted, clock.instant()) : store.replace(wanted, clock.instant());
    if (!written) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    slots.align(wanted);
    product
        .variants()
        .forEach(it -> events.publishEvent(new AvailabilityChanged(it.id(), product.id(), true)));
    return wanted;
  }
}
