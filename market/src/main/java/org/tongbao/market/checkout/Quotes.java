package org.tongbao.market.checkout;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.address.Address;
import org.tongbao.market.address.Addresses;
import org.tongbao.market.booking.Bookings;
import org.tongbao.market.cart.Cart;
import org.tongbao.market.cart.CartLine;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Offer;
import org.tongbao.market.checkout.Quote.Choice;
import org.tongbao.market.checkout.Quote.Item;
import org.tongbao.market.checkout.Quote.Problem;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.inventory.Stock;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.DeliveryMethods;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.order.Orders;
import org.tongbao.market.promotion.Basket;
import org.tongbao.market.promotion.CashbackRates;
import org.tongbao.market.promotion.Discounts;
import org.tongbao.market.promotion.PointAccounts;
import org.tongbao.market.promotion.PointRule;
import org.tongbao.market.promotion.PointRules;
import org.tongbao.market.promotion.PricedBasket;
import org.tongbao.market.promotion.Vouchers;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Works out what a cart costs. Every amount comes from the tables; nothing is changed.
/// Thread-safe.
@Component
final class Quotes {
  private final Addresses addresses;
  private final Catalog catalog;
  private final Inventory inventory;
  private final Merchants merchants;
  private final DeliveryMethods deliveryMethods;
  private final Vouchers vouchers;
  private final PointAccounts points;
  private final PointRules pointRules;
  private final Bookings bookings;
  private final CashbackRates cashbacks;

  Quotes(
      Addresses addresses,
      Catalog catalog,
      Inventory inventory,
      Merchants merchants,
      DeliveryMethods deliveryMethods,
      Vouchers vouchers,
      PointAccounts points,
      PointRules pointRules,
      Bookings bookings,
      CashbackRates cashbacks) {
    this.addresses = addresses;
    this.catalog = catalog;
    this.inventory = inventory;
    this.merchants = merchants;
    this.deliveryMethods = deliveryMethods;
    this.vouchers = vouchers;
    this.points = points;
    this.pointRules = pointRules;
    this.bookings = bookings;
    this.cashbacks = cashbacks;
  }

  /// Refuses an address that is not in the buyer's book and vouchers that the buyer does not hold;
  /// everything else that is in the way is a [Problem] of the quote.
  Quote quote(UserId buyer, Cart cart, Wishes wishes) {
    Address address =
        addresses
            .find(buyer, wishes.address())
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    List<Problem> problems = new ArrayList<>();
    List<Draft> drafts = drafts(cart, address, wishes, problems);
    if (cart.ordered().isEmpty()) {
      problems.add(new Problem(Problem.Kind.NOTHING_SELECTED, null, null, null));
    }
    long available = points.available(buyer);
    if (drafts.isEmpty()) {
      return new Quote(
          cart,
          address,
          wishes.currency(),
          List.of(),
          problems,
          wishes.vouchers(),
          available,
          0,
          Money.zero(wishes.currency()));
    }
    PricedBasket priced = price(buyer, drafts, wishes, available);
    List<Quote.Seller> sellers = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      PricedBasket.Part price = priced.parts().get(i);
      sellers.add(drafts.get(i).seller(price, cashback(drafts.get(i).merchant(), price), wishes));
    }
    return new Quote(
        cart,
        address,
        wishes.currency(),
        sellers,
        problems,
        priced.unused(),
        available,
        priced.pointsUsed(),
        priced.payable());
  }

  private Money cashback(Merchant merchant, PricedBasket.Part price) {
    Money total = price.goods().plus(price.shipping()).minus(price.discount());
    return cashbacks.cashback(price.payable(), Orders.fee(total, merchant));
  }

  private PricedBasket price(UserId buyer, List<Draft> drafts, Wishes wishes, long available) {
    Optional<PointRule> rule = pointRules.find(wishes.currency());
    long most = rule.map(it -> covered(it, wishes.currency())).orElse(0L);
    return Discounts.price(
        new Basket(
            wishes.currency(),
            drafts.stream().map(Draft::part).toList(),
            vouchers.chosen(buyer, wishes.vouchers()),
            Math.min(Math.min(wishes.points(), available), most),
            rule.orElse(null)));
  }

  /// The most points that the money behind them pays for.
  private long covered(PointRule rule, Currency currency) {
    BigInteger covered =
        pointRules
            .pot(currency)
            .amountMinor()
            .multiply(BigInteger.valueOf(rule.usedPoints()))
            .divide(BigInteger.valueOf(rule.usedValueMinor()));
    return covered.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /// The selected lines that can be bought, by shop, with what each delivers for.
  private List<Draft> drafts(Cart cart, Address address, Wishes wishes, List<Problem> problems) {
    Map<MerchantId, List<Item>> items = new LinkedHashMap<>();
    for (Item item : buyable(cart.ordered(), wishes, problems)) {
      items.computeIfAbsent(item.offer().merchant(), it -> new ArrayList<>()).add(item);
    }
    List<Draft> drafts = new ArrayList<>();
    items.forEach(
        (id, ofShop) -> {
          Merchant merchant = merchants.require(id);
          if (merchant.currency().equals(wishes.currency().code())) {
            drafts.add(draft(merchant, ofShop, address, wishes, problems));
          } else {
            problems.add(Problem.ofShop(Problem.Kind.OTHER_CURRENCY, merchant));
          }
        });
    return drafts;
  }

  private List<Item> buyable(List<CartLine> lines, Wishes wishes, List<Problem> problems) {
    List<UUID> variants = lines.stream().map(CartLine::variant).toList();
    Map<UUID, Offer> offers = catalog.offers(variants, wishes.currency().code());
    Map<UUID, Stock> stocks = inventory.stocks(variants);
    Map<UUID, Integer> booked =
        bookings.capacities(offers.values().stream().map(Offer::product).toList());
    List<Item> items = new ArrayList<>();
    for (CartLine line : lines) {
      Offer offer = offers.get(line.variant());
      int available = Objects.requireNonNull(stocks.get(line.variant())).available();
      if (offer == null || !offer.onSale()) {
        problems.add(Problem.ofLine(Problem.Kind.NOT_ON_SALE, line.variant()));
      } else if (booked.containsKey(offer.product())) {
        booked(line, offer, wishes, problems).ifPresent(items::add);
      } else if (available < line.quantity()) {
        problems.add(tooFew(line, available));
      } else {
        items.add(new Item(offer, line.quantity(), null));
      }
    }
    return items;
  }

  private Optional<Item> booked(CartLine line, Offer offer, Wishes wishes, List<Problem> problems) {
    Instant start = wishes.slots().get(line.variant());
    if (start == null) {
      problems.add(Problem.ofLine(Problem.Kind.SLOT_NOT_CHOSEN, line.variant()));
      return Optional.empty();
    }
    Optional<Bookings.Place> place = bookings.place(offer.product(), start);
    if (place.isEmpty()) {
      problems.add(Problem.ofLine(Problem.Kind.SLOT_NOT_OFFERED, line.variant()));
    } else if (place.get().free() < line.quantity()) {
      problems.add(tooFew(line, place.get().free()));
      return Optional.empty();
    }
    return place.map(it -> new Item(offer, line.quantity(), it.appointment()));
  }

  private static Problem tooFew(CartLine line, int available) {
    Problem.Kind kind = available == 0 ? Problem.Kind.SOLD_OUT : Problem.Kind.TOO_FEW_LEFT;
    return new Problem(kind, line.variant(), null, available);
  }

  private Draft draft(
      Merchant merchant, List<Item> items, Address address, Wishes wishes, List<Problem> problems) {
    if (items.stream().anyMatch(it -> it.appointment() != null)) {
      if (items.size() > 1) {
        problems.add(Problem.ofShop(Problem.Kind.SERVICE_NOT_ALONE, merchant));
      }
      return new Draft(merchant, items, null, List.of(), Money.zero(wishes.currency()));
    }
    Money goods = Money.sum(items.stream().map(Item::amount).toList(), wishes.currency());
    long grams =
        items.stream().mapToLong(it -> (long) it.offer().weightGrams() * it.quantity()).sum();
    String country = address.postal().country();
    List<Choice> choices = new ArrayList<>();
    for (DeliveryMethod method : deliveryMethods.of(merchant.id())) {
      if (method.price().currency().equals(wishes.currency())) {
        method
            .price(goods, grams, country)
            .ifPresent(price -> choices.add(new Choice(method, price)));
      }
    }
    UUID wanted = wishes.deliveries().get(merchant.id());
    Choice chosen =
        choices.stream().filter(it -> it.method().id().equals(wanted)).findFirst().orElse(null);
    if (choices.isEmpty()) {
      problems.add(Problem.ofShop(Problem.Kind.NOT_DELIVERED_THERE, merchant));
    } else if (chosen == null) {
      problems.add(Problem.ofShop(Problem.Kind.DELIVERY_NOT_CHOSEN, merchant));
    }
    return new Draft(merchant, items, chosen, choices, Money.zero(wishes.currency()));
  }

  /// A shop's part before it is priced.
  private record Draft(
      Merchant merchant,
      List<Item> items,
      @Nullable Choice delivery,
      List<Choice> choices,
      Money nothing) {
    Basket.Part part() {
      return new Basket.Part(
          merchant.id(),
          items.stream()
              .map(it -> new Basket.Line(it.offer().variant(), it.amount(), nothing))
              .toList(),
          delivery == null ? nothing : delivery.price(),
          nothing);
    }

    Quote.Seller seller(PricedBasket.Part price, Money cashback, Wishes wishes) {
      return new Quote.Seller(
          merchant,
          items,
          delivery == null ? null : delivery.method(),
          choices,
          price,
          cashback,
          wishes.messages().getOrDefault(merchant.id(), ""));
    }
  }
}
