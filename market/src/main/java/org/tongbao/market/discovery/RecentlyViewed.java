package org.tongbao.market.discovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.cart.CartOwner;
import org.tongbao.market.cart.GuestSignedIn;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.UserId;

/// What each visitor looked at last. Thread-safe.
@Component
class RecentlyViewed {
  static final int MOST = 50;
  static final Duration GUESTS_KEPT_FOR = Duration.ofDays(30);
  private static final int DELETED_AT_ONCE = 1000;

  private final ViewStore store;
  private final Catalog catalog;
  private final Clock clock;

  RecentlyViewed(ViewStore store, Catalog catalog, Clock clock) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not on sale.
  @Transactional
  public void look(CartOwner visitor, UUID product) {
    if (catalog.onSale(product).isEmpty()) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    String viewer = viewer(visitor);
    store.put(viewer, product, clock.instant());
    store.bound(viewer, MOST);
  }

  /// Newest first, what is on sale of it.
  List<Product> of(CartOwner visitor) {
    List<UUID> seen = store.latest(viewer(visitor));
    Map<UUID, Product> onSale = new HashMap<>();
    catalog.onSale(seen).forEach(it -> onSale.put(it.id(), it));
    return seen.stream().map(onSale::get).filter(Objects::nonNull).toList();
  }

  void clear(CartOwner visitor) {
    store.clear(viewer(visitor));
  }

  @EventListener
  @Transactional
  public void on(GuestSignedIn signedIn) {
    String user = viewer(new CartOwner.User(signedIn.user()));
    store.move(viewer(signedIn.guest()), user);
    store.bound(user, MOST);
  }

  /// Forgets what guests looked at who have not come back.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT3M")
  void deleteForgotten() {
    Instant before = clock.instant().minus(GUESTS_KEPT_FOR);
    while (store.deleteOfGuests(before, DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }

  private static String viewer(CartOwner visitor) {
    return switch (visitor) {
      case CartOwner.User(UserId id) -> "u:" + id.value();
      case CartOwner.Guest(String hash) -> "g:" + hash;
    };
  }
}
