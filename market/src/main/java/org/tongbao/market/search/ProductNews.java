package org.tongbao.market.search;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.ProductChanged;
import org.tongbao.market.catalog.RatingChanged;
import org.tongbao.market.merchant.MerchantChanged;

/// Writes down which products every index has to look at again, in the transaction of the change.
@Component
final class ProductNews {
  /// How long a change is kept. An index that has not followed for that long is made anew.
  static final Duration KEPT_FOR = Duration.ofDays(7);

  private static final int DELETED_AT_ONCE = 10_000;

  private final SearchStore store;
  private final Catalog catalog;
  private final Clock clock;

  ProductNews(SearchStore store, Catalog catalog, Clock clock) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  @EventListener
  void on(ProductChanged change) {
    store.add(List.of(change.product()), clock.instant());
  }

  @EventListener
  void on(AvailabilityChanged change) {
    store.setAvailable(change);
    store.add(List.of(change.product()), clock.instant());
  }

  @EventListener
  void on(RatingChanged change) {
    store.setRating(change);
    store.add(List.of(change.product()), clock.instant());
  }

  /// A shop that may no longer sell takes all its products with it, and brings them back.
  @EventListener
  void on(MerchantChanged change) {
    List<UUID> products = catalog.idsOf(change.merchant());
    if (!products.isEmpty()) {
      store.add(products, clock.instant());
    }
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
  void deleteOld() {
    while (store.deleteOlderThan(clock.instant().minus(KEPT_FOR), DELETED_AT_ONCE)
        == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
