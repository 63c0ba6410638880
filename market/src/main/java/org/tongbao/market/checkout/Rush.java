package org.tongbao.market.checkout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.tongbao.market.cart.Cart;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.order.Orders;
import org.tongbao.primitives.Hash;

/// Refuses a crowd in time. When thousands confirm an order for something at once, most of them
/// come too late; to work their price out again only to find that nothing is left would take
/// minutes. So what was found to be sold out is remembered for a moment, and whoever confirms a
/// quote that this process gave for it is refused by memory, at most [#KNOWN_FOR] after the stock
/// was looked at ([CheckoutGate]).
///
/// Only ever refuses: what is sold is decided by [Inventory#reserve]. Thread-safe; holds a bounded
/// number of quotes and items, and forgetting one of them costs a look at the tables.
@Component
final class Rush {
  static final Duration KNOWN_FOR = Duration.ofMillis(500);
  private static final int MOST_QUOTES = 20_000;
  private static final int MOST_ITEMS = 10_000;

  private final Inventory inventory;
  private final Orders orders;
  private final Clock clock;
  private final Map<Hash, Demand> demands = bounded(MOST_QUOTES);
  private final Map<UUID, Instant> gone = bounded(MOST_ITEMS);

  Rush(Inventory inventory, Orders orders, Clock clock) {
    this.inventory = inventory;
    this.orders = orders;
    this.clock = clock;
  }

  /// What a quote takes, of which version of which cart.
  private record Demand(UUID cart, int version, Set<UUID> items) {}

  /// Remembers what a quote takes, for the time when it is confirmed.
  void quoted(Quote quote) {
    Cart cart = quote.cart();
    if (quote.isReady() && cart.id() != null) {
      Set<UUID> items = Set.copyOf(quote.demand().keySet());
      demands.put(quote.hash(), new Demand(cart.id(), cart.version(), items));
    }
  }

  /// Nothing is left of an item.
  void isGone(UUID item) {
    gone.put(item, clock.instant().plus(KNOWN_FOR));
  }

  /// Something has come back.
  @TransactionalEventListener
  void changed(AvailabilityChanged change) {
    if (change.available()) {
      gone.remove(change.variant());
    }
  }

  /// Whether nothing is left of something that this quote takes. False says nothing.
  boolean isSoldOut(Hash quote) {
    Demand demand = demands.get(quote);
    return demand != null && isSoldOut(demand);
  }

  /// Whether [#isSoldOut], and the quote has not become an order: who repeats the request that made
  /// one gets its answer.
  boolean refuses(Hash quote) {
    Demand demand = demands.get(quote);
    return demand != null && isSoldOut(demand) && !orders.isPlaced(demand.cart(), demand.version());
  }

  private boolean isSoldOut(Demand demand) {
    return demand.items().stream().anyMatch(this::isSoldOut);
  }

  private boolean isSoldOut(UUID item) {
    Instant until = gone.get(item);
    Instant now = clock.instant();
    // One looks at the stock again; the others go by what is known meanwhile.
    if (until == null || until.isAfter(now) || !gone.replace(item, until, now.plus(KNOWN_FOR))) {
      return until != null;
    }
    if (inventory.available(item) > 0) {
      gone.remove(item);
      return false;
    }
    return true;
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        });
  }
}
