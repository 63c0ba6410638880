package org.tongbao.market.checkout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.market.affiliate.Affiliates;
import org.tongbao.market.affiliate.Commission;
import org.tongbao.market.booking.Appointment;
import org.tongbao.market.booking.Bookings;
import org.tongbao.market.cart.Cart;
import org.tongbao.market.cart.Carts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.Placement;
import org.tongbao.market.order.Placing;
import org.tongbao.market.promotion.PointAccounts;
import org.tongbao.market.promotion.PricedBasket;
import org.tongbao.market.promotion.Vouchers;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// From a cart to an order, in one transaction. Thread-safe, on any number of processes.
@Component
public class Checkout {
  static final Duration PAY_WITHIN = Duration.ofMinutes(30);

  /// The stock outlasts the time to pay, so that who pays in the last second gets it.
  static final Duration HELD_LONGER = Duration.ofHours(1);

  private final Carts carts;
  private final Quotes quotes;
  private final Vouchers vouchers;
  private final PointAccounts points;
  private final Inventory inventory;
  private final Orders orders;
  private final Bookings bookings;
  private final Affiliates affiliates;
  private final Rush rush;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Checkout(
      Carts carts,
      Quotes quotes,
      Vouchers vouchers,
      PointAccounts points,
      Inventory inventory,
      Orders orders,
      Bookings bookings,
      Affiliates affiliates,
      Rush rush,
      TransactionTemplate transaction,
      Clock clock) {
    this.carts = carts;
    this.quotes = quotes;
    this.vouchers = vouchers;
    this.points = points;
    this.inventory = inventory;
    this.orders = orders;
    this.bookings = bookings;
    this.affiliates = affiliates;
    this.rush = rush;
    this.transaction = transaction;
    this.clock = clock;
  }

  Quote quote(UserId buyer, Wishes wishes) {
    Quote quote = quotes.quote(buyer, carts.of(buyer), wishes);
    rush.quoted(quote);
    return quote;
  }

  /// Makes an order of the cart, if it is still at `cartVersion` and costs what the buyer saw.
  /// Refuses with [RequestError#CHANGED_MEANWHILE] when the cart has changed, or has become an
  /// order in another tab; with [CheckoutError#SOLD_OUT] when others were faster; and when vouchers
  /// or points have been used elsewhere.
  ///
  /// The order counts for the affiliate, if there is one.
  ///
  /// The stock comes last, since buyers of the same thing wait for each other from there on.
  Confirmation confirm(
      UserId buyer, int cartVersion, Hash seen, Wishes wishes, Optional<UserId> affiliate) {
    if (rush.isSoldOut(seen)) {
      throw new DomainException(CheckoutError.SOLD_OUT);
    }
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Cart cart = carts.lock(buyer, cartVersion);
              Quote quote = quotes.quote(buyer, cart, wishes);
              if (!quote.isReady()) {
                learn(quote);
                return new Confirmation.NotReady(quote);
              }
              if (!quote.hash().equals(seen)) {
                return new Confirmation.PriceChanged(quote);
              }
              carts.takeOrdered(cart);
              return place(buyer, quote, affiliate);
            }));
  }

  /// Buys what is selected in the cart if it costs exactly `payable`, as somebody does who reads
  /// the quote and confirms it at once. Refuses like [#confirm].
  public Purchase buy(UserId buyer, Wishes wishes, Money payable) {
    Quote quote = quote(buyer, wishes);
    if (!quote.isReady()) {
      return new Purchase.Declined(quote.problems().toString());
    }
    if (!quote.payable().equals(payable)) {
      return new Purchase.Declined("it costs " + quote.payable() + " instead of " + payable);
    }
    int version = quote.cart().version();
    return switch (confirm(buyer, version, quote.hash(), wishes, Optional.empty())) {
      case Confirmation.Placed placed ->
          new Purchase.Bought(placed.order(), placed.number(), placed.sellerOrders());
      case Confirmation.PriceChanged changed ->
          new Purchase.Declined("it costs " + changed.quote().payable() + " by now");
      case Confirmation.NotReady notReady ->
          new Purchase.Declined(notReady.quote().problems().toString());
    };
  }

  private Confirmation place(UserId buyer, Quote quote, Optional<UserId> affiliate) {
    Instant payBy = clock.instant().plus(PAY_WITHIN).truncatedTo(ChronoUnit.SECONDS);
    Map<UUID, UUID> sellerOrders = new HashMap<>();
    Map<UUID, Map<UUID, Integer>> demands = new LinkedHashMap<>();
    List<Runnable> promises = new ArrayList<>();
    List<Placement.Part> parts = new ArrayList<>();
    for (Quote.Seller seller : quote.sellers()) {
      Optional<Commission> commission =
          affiliate.flatMap(
              it -> affiliates.commission(it, seller.merchant(), Placements.goods(seller)));
      Placement.Part part = part(buyer, seller, commission, quote.currency());
      commission.ifPresent(it -> promises.add(() -> promise(part.id(), seller.merchant(), it)));
      sellerOrders.put(seller.merchant().id().value(), part.id());
      demands.put(part.id(), demand(seller));
      parts.add(part);
    }
    Placing placing =
        orders.place(
            new Placement(
                Objects.requireNonNull(quote.cart().id()),
                quote.cart().version(),
                buyer,
                quote.currency(),
                payBy,
                quote.address().postal(),
                parts));
    return switch (placing) {
      // The cart's version was ours alone.
      case Placing.Repeated repeated -> throw new IllegalStateException(repeated.toString());
      case Placing.Placed placed -> {
        bookings.book(booked(buyer, quote, sellerOrders));
        promises.forEach(Runnable::run);
        reserve(demands, payBy.plus(HELD_LONGER));
        yield new Confirmation.Placed(
            placed.number(), placed.order(), payBy, sellerOrders, placed.toSign(), quote);
      }
    };
  }

  private void promise(UUID sellerOrder, Merchant shop, Commission commission) {
    affiliates.promised(sellerOrder, Orders.reference(sellerOrder), shop, commission);
  }

  private Placement.Part part(
      UserId buyer, Quote.Seller seller, Optional<Commission> commission, Currency currency) {
    UUID id = Uuid7.next(clock);
    Hash reference = Orders.reference(id);
    PricedBasket.Part price = seller.price();
    List<VoucherUse> used = new ArrayList<>();
    for (PricedBasket.Use use : price.uses()) {
      used.add(vouchers.use(buyer, id, reference, use));
    }
    if (price.pointsUsed() > 0) {
      points.use(buyer, id, reference, price.pointsUsed());
    }
    return Placements.part(id, seller, used, commission, currency);
  }

  private static List<Bookings.Wanted> booked(
      UserId buyer, Quote quote, Map<UUID, UUID> sellerOrders) {
    List<Bookings.Wanted> booked = new ArrayList<>();
    for (Quote.Seller seller : quote.sellers()) {
      for (Quote.Item item : seller.items()) {
        Appointment slot = item.appointment();
        if (slot != null) {
          MerchantId merchant = seller.merchant().id();
          UUID order = Objects.requireNonNull(sellerOrders.get(merchant.value()));
          booked.add(new Bookings.Wanted(order, merchant, buyer, slot, item.quantity()));
        }
      }
    }
    return booked;
  }

  private void reserve(Map<UUID, Map<UUID, Integer>> demands, Instant until) {
    switch (inventory.reserve(demands, until)) {
      case Inventory.Outcome.Reserved reserved -> {}
      case Inventory.Outcome.SoldOut soldOut -> {
        if (soldOut.available() == 0) {
          rush.isGone(soldOut.variant());
        }
        throw new DomainException(CheckoutError.SOLD_OUT);
      }
    }
  }

  private void learn(Quote quote) {
    for (Quote.Problem problem : quote.problems()) {
      if (problem.kind() == Quote.Problem.Kind.SOLD_OUT && problem.variant() != null) {
        rush.isGone(problem.variant());
      }
    }
  }

  private static Map<UUID, Integer> demand(Quote.Seller seller) {
    Map<UUID, Integer> demand = new HashMap<>();
    seller.items().forEach(it -> demand.merge(it.stockItem(), it.quantity(), Math::addExact));
    return demand;
  }
}
