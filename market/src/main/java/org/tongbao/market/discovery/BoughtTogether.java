package org.tongbao.market.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.order.OrderCompleted;
import org.tongbao.market.order.OrderState;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.Placement;
import org.tongbao.market.order.SellerOrder;

/// What came together in complete orders. Each order is counted once, and again with the products
/// of a part that completes later; any number of processes may count. Thread-safe.
@Component
class BoughtTogether {
  /// An order of hundreds of products says little of any two of them.
  static final int MOST_OF_AN_ORDER = 50;

  private static final int AT_ONCE = 500;

  /// How many more are read than are shown, since some are not on sale any more.
  private static final int SPARE = 3;

  private final PairStore pairs;
  private final Orders orders;
  private final Catalog catalog;
  private final TransactionTemplate transaction;

  BoughtTogether(PairStore pairs, Orders orders, Catalog catalog, TransactionTemplate transaction) {
    this.pairs = pairs;
    this.orders = orders;
    this.catalog = catalog;
    this.transaction = transaction;
  }

  /// A suggestion and why it is made.
  ///
  /// @param orders how many orders had it together with the product; zero: it is of the same
  ///   category
  record Suggestion(Product product, int orders) {}

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(OrderCompleted completed) {
    pairs.await(completed.order().order());
  }

  @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT7S")
  void run() {
    int _ = count(AT_ONCE);
  }

  /// Counts orders that wait, at most `limit`, each in a transaction of its own; answers how many.
  int count(int limit) {
    int counted = 0;
    while (counted < limit && Boolean.TRUE.equals(transaction.execute(status -> countOne()))) {
      counted++;
    }
    return counted;
  }

  private boolean countOne() {
    return pairs
        .lockOne()
        .map(
            waiting -> {
              Set<UUID> all = products(waiting);
              Set<UUID> fresh = new TreeSet<>(all);
              fresh.removeAll(waiting.counted());
              pairs.count(fresh, all);
              pairs.counted(waiting.order(), all);
              return true;
            })
        .orElse(false);
  }

  /// Of the parts that are complete; what was counted stays.
  private Set<UUID> products(PairStore.Waiting waiting) {
    Set<UUID> all = new TreeSet<>(waiting.counted());
    for (SellerOrder part : orders.parts(waiting.order())) {
      if (part.state() == OrderState.COMPLETED) {
        for (Placement.Line line : orders.lines(part)) {
          if (all.size() < MOST_OF_AN_ORDER) {
            all.add(line.product());
          }
        }
      }
    }
    // Products that were on offer; what a replay or a test made up has no row.
    return catalog.known(all);
  }

  /// What to show beside a product: what most orders had together with it, then the newest of its
  /// category. Only what is on sale.
  List<Suggestion> suggestions(Product product, int limit) {
    Map<UUID, Integer> together =
        pairs.strongest(product.id(), limit * SPARE).stream()
            .collect(
                Collectors.toMap(
                    PairStore.Pair::product,
                    PairStore.Pair::orders,
                    (one, other) -> one,
                    LinkedHashMap::new));
    Map<UUID, Product> onSale = new HashMap<>();
    catalog.onSale(together.keySet()).forEach(it -> onSale.put(it.id(), it));
    List<Suggestion> suggestions = new ArrayList<>();
    together.forEach(
        (id, count) -> {
          Product other = onSale.get(id);
          if (other != null && suggestions.size() < limit) {
            suggestions.add(new Suggestion(other, count));
          }
        });
    UUID category = product.content().category();
    if (suggestions.size() < limit && category != null) {
      catalog.newest(category, limit * SPARE).stream()
          .filter(it -> !it.id().equals(product.id()) && !onSale.containsKey(it.id()))
          .limit(limit - suggestions.size())
          .forEach(it -> suggestions.add(new Suggestion(it, 0)));
    }
    return suggestions;
  }
}
