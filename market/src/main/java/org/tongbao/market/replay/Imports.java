package org.tongbao.market.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.inventory.Warehouse;
import org.tongbao.market.replay.Dataset.Order;
import org.tongbao.market.replay.Dataset.ProductKey;

/// Brings in what files say, by the features that people use: merchants go through their
/// onboarding, products are put on sale, customers register, and the orders become the list to
/// replay, with the goods that they need received into stock. What is there already is passed over,
/// so that an import that was interrupted goes on where it was. Thread-safe.
@Component
public class Imports {
  private final ImportStore store;
  private final ImportedMerchants merchants;
  private final ImportedProducts products;
  private final ImportedCustomers customers;
  private final Warehouse warehouse;
  private final Currencies currencies;
  private final TransactionTemplate transaction;

  Imports(
      ImportStore store,
      ImportedMerchants merchants,
      ImportedProducts products,
      ImportedCustomers customers,
      Warehouse warehouse,
      Currencies currencies,
      TransactionTemplate transaction) {
    this.store = store;
    this.merchants = merchants;
    this.products = products;
    this.customers = customers;
    this.warehouse = warehouse;
    this.currencies = currencies;
    this.transaction = transaction;
  }

  /// What of it cannot be here: orders in currencies that are not accepted, and orders that were
  /// brought in before with another content.
  public List<BadRow> contradictions(Dataset dataset) {
    Set<String> accepted =
        currencies.accepted().stream()
            .map(it -> it.currency().code())
            .collect(Collectors.toUnmodifiableSet());
    Map<String, ImportStore.Stored> known = store.orders();
    List<BadRow> bad = new ArrayList<>();
    for (Order order : dataset.orders()) {
      ImportStore.Stored before = known.get(order.id());
      if (!accepted.contains(order.currency())) {
        bad.add(
            wrong("order " + order.id() + " is in " + order.currency() + ", not accepted here"));
      } else if (before != null && !before.content().equals(ImportStore.Content.of(order))) {
        bad.add(wrong("order " + order.id() + " was brought in before with another content"));
      }
    }
    return bad;
  }

  private static BadRow wrong(String reason) {
    return new BadRow(DatasetReader.ORDERS, 0, reason, true);
  }

  /// What an import made that was not there.
  public record Brought(int merchants, int products, int customers, int orders) {}

  /// Brings it in.
  ///
  /// @throws ImportException when the chain does not take a merchant
  public Brought bringIn(Dataset dataset, ImportProgress progress) {
    int broughtMerchants = merchants.bringIn(dataset.merchants(), progress);
    int broughtProducts = products.bringIn(dataset.products(), progress);
    int broughtCustomers = customers.bringIn(dataset.customers(), progress);
    int broughtOrders = bringInOrders(dataset.orders(), progress);
    return new Brought(broughtMerchants, broughtProducts, broughtCustomers, broughtOrders);
  }

  private int bringInOrders(List<Order> orders, ImportProgress progress) {
    Map<String, ImportStore.Stored> known = store.orders();
    List<Order> missing = orders.stream().filter(it -> !known.containsKey(it.id())).toList();
    progress.at("orders", 0, missing.size());
    transaction.executeWithoutResult(
        status -> {
          missing.forEach(store::addOrder);
          receive(Dataset.demand(missing));
        });
    progress.at("orders", missing.size(), missing.size());
    return missing.size();
  }

  private void receive(Map<ProductKey, Integer> demand) {
    Map<ProductKey, ImportStore.Listed> listed = store.products();
    Map<String, ImportStore.Shop> shops = store.shops();
    demand.forEach(
        (key, quantity) -> {
          ImportStore.Shop shop = Objects.requireNonNull(shops.get(key.merchant()));
          ImportStore.Listed product = Objects.requireNonNull(listed.get(key));
          var _ = warehouse.receive(product.variant(), quantity, shop.owner());
        });
  }
}
