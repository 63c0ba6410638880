package org.tongbao.market.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.cart.Carts;
import org.tongbao.market.catalog.Listings;
import org.tongbao.market.checkout.Checkout;
import org.tongbao.market.checkout.Purchase;
import org.tongbao.market.checkout.Wishes;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.DeliveryMethods;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.replay.Dataset.Line;
import org.tongbao.market.replay.Dataset.Order;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Makes orders of files into orders here. Merchants ask on that day what they asked then: the
/// price of each product and of the shipping is set to the order's before its buyer puts the lines
/// into the cart, sees the quote and confirms it. All of it is one transaction together with the
/// note of what the order became, so that a stop at any point leaves the whole order or nothing.
/// Thread-safe.
@Component
final class OrderPlacing {
  private final ImportStore store;
  private final DeliveryMethods methods;
  private final Listings listings;
  private final Carts carts;
  private final Checkout checkout;
  private final Orders orders;
  private final TransactionTemplate transaction;
  private final KeyedLocks locks = new KeyedLocks();

  OrderPlacing(
      ImportStore store,
      DeliveryMethods methods,
      Listings listings,
      Carts carts,
      Checkout checkout,
      Orders orders,
      TransactionTemplate transaction) {
    this.store = store;
    this.methods = methods;
    this.listings = listings;
    this.carts = carts;
    this.checkout = checkout;
    this.orders = orders;
    this.transaction = transaction;
  }

  /// What the files' names became.
  record Names(
      Map<String, ImportStore.Shop> shops,
      Map<Dataset.ProductKey, ImportStore.Listed> products,
      Map<String, ImportStore.Buyer> buyers) {
    ImportStore.Shop shop(String merchant) {
      return Objects.requireNonNull(shops.get(merchant));
    }

    ImportStore.Buyer buyer(Order order) {
      return Objects.requireNonNull(buyers.get(order.customer()));
    }
  }

  Names names() {
    return new Names(store.shops(), store.products(), store.buyers());
  }

  /// @param isNew false when it was there before
  record Placed(UUID order, boolean isNew) {}

  /// The order that it is, now or from before. One that ended without being paid, because nobody
  /// went on with it in time, is placed anew.
  Placed place(Order order, Names names) {
    Optional<UUID> before = placedBefore(order);
    if (before.isPresent()) {
      return new Placed(before.get(), false);
    }
    // Two orders of one merchant ask different prices, and two of one customer share a cart.
    SortedSet<String> shared = new TreeSet<>(order.byMerchant().keySet());
    shared.add("customer " + order.customer());
    UUID made =
        locks.with(
            shared, () -> Objects.requireNonNull(transaction.execute(status -> buy(order, names))));
    return new Placed(made, true);
  }

  private Optional<UUID> placedBefore(Order order) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Optional<UUID> known = store.lockOrder(order.id());
              if (known.isPresent() && hasLapsed(known.get())) {
                store.lapsed(order.id(), known.get());
                return Optional.empty();
              }
              return known;
            }));
  }

  private boolean hasLapsed(UUID order) {
    return orders.parts(order).stream().map(SellerOrder::state).allMatch(it -> it.isEnded());
  }

  private UUID buy(Order order, Names names) {
    ImportStore.Buyer buyer = names.buyer(order);
    Currency currency = Currency.of(order.currency());
    Map<MerchantId, UUID> deliveries = new HashMap<>();
    order
        .byMerchant()
        .forEach(
            (merchant, lines) -> {
              ImportStore.Shop shop = names.shop(merchant);
              ask(shop, lines, names, currency);
              deliveries.put(shop.merchant(), shop.deliveryMethod());
            });
    for (Line line : order.lines()) {
      UUID variant = listed(line, names).variant();
      var _ = carts.put(buyer.user(), variant, line.quantity(), currency.code());
    }
    Wishes wishes = new Wishes(buyer.address(), currency, deliveries, List.of(), 0, Map.of());
    Money total = Money.ofMinor(order.totalMinor(), currency);
    return switch (checkout.buy(buyer.user(), wishes, total)) {
      case Purchase.Bought bought -> {
        store.became(order.id(), bought.order());
        yield bought.order();
      }
      case Purchase.Declined declined -> throw new ReplayException(declined.why());
    };
  }

  private static ImportStore.Listed listed(Line line, Names names) {
    return Objects.requireNonNull(names.products().get(line.key()));
  }

  /// The merchant asks what it asked then, for its goods and for all the shipping of the order.
  private void ask(ImportStore.Shop shop, List<Line> lines, Names names, Currency currency) {
    long shipping = lines.stream().mapToLong(Line::shippingMinor).reduce(0, Math::addExact);
    DeliveryMethod method = methods.require(shop.merchant(), shop.deliveryMethod());
    Money price = Money.ofMinor(shipping, currency);
    if (!method.price().equals(price)) {
      var _ = methods.replace(method.at(price));
    }
    for (Line line : lines) {
      ImportStore.Listed product = listed(line, names);
      listings.reprice(
          shop.merchant(),
          product.product(),
          product.variant(),
          Money.ofMinor(line.unitPriceMinor(), currency),
          shop.owner());
    }
  }
}
