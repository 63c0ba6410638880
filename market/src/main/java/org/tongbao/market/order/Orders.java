package org.tongbao.market.order;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.References;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Money;

/// The orders. Thread-safe.
@Component
public class Orders {
  private final OrderStore orders;
  private final SellerOrderStore parts;
  private final HistoryStore history;
  private final Merchants merchants;
  private final ChainAccounts accounts;
  private final TermsBuilder terms;
  private final OrderActions actions;
  private final Steps steps;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Orders(
      OrderStore orders,
      SellerOrderStore parts,
      HistoryStore history,
      Merchants merchants,
      ChainAccounts accounts,
      TermsBuilder terms,
      OrderActions actions,
      Steps steps,
      ApplicationEventPublisher events,
      Clock clock) {
    this.orders = orders;
    this.parts = parts;
    this.history = history;
    this.merchants = merchants;
    this.accounts = accounts;
    this.terms = terms;
    this.actions = actions;
    this.steps = steps;
    this.events = events;
    this.clock = clock;
  }

  /// By which the chain knows a seller order, in its terms and in every event.
  public static Hash reference(UUID sellerOrder) {
    return References.of("order", sellerOrder);
  }

  /// What fee and cash-back of a seller order's total may be together: what the shop agreed to.
  public static Money fee(Money total, Merchant shop) {
    return TermsBuilder.fee(total, shop.feeBps());
  }

  /// Places an order, in the caller's transaction: freezes the terms of every part and asks the
  /// chain to place them. The caller has reserved the stock of each part under the part's id, until
  /// an hour after `payBy`, and has taken vouchers and points for [#reference] of it.
  ///
  /// One version of a cart becomes one order, however often and at how many places this is called.
  @Transactional(propagation = Propagation.MANDATORY)
  public Placing place(Placement placement) {
    orders.lockCart(placement.cart());
    Optional<OrderNumber> earlier = orders.ofCart(placement.cart(), placement.cartVersion());
    if (earlier.isPresent()) {
      return new Placing.Repeated(earlier.get());
    }
    WholeOrder order = add(placement);
    List<OrderRef> placed = new ArrayList<>();
    List<UUID> toSign = new ArrayList<>();
    Money due = Money.zero(order.currency());
    for (Placement.Part part : placement.parts()) {
      SellerOrder seller = add(order, part, placed.size() + 1);
      if (steps.place(seller)) {
        toSign.add(seller.id());
      }
      placed.add(seller.ref());
      due = due.plus(part.due(order.currency()));
    }
    events.publishEvent(new OrderPlaced(placed, due));
    return new Placing.Placed(order.number(), order.id(), toSign);
  }

  /// Whether this version of a cart has become an order.
  public boolean isPlaced(UUID cart, int version) {
    return orders.ofCart(cart, version).isPresent();
  }

  private WholeOrder add(Placement placement) {
    while (true) {
      WholeOrder order =
          new WholeOrder(
              Uuid7.next(clock),
              OrderNumber.next(clock),
              placement.buyer(),
              placement.currency(),
              placement.payBy(),
              placement.address(),
              clock.instant());
      if (orders.add(order, placement)) {
        return order;
      }
    }
  }

  private SellerOrder add(WholeOrder order, Placement.Part part, int position) {
    byte[] salt = Command.newSalt();
    Merchant merchant = merchants.require(part.merchant());
    Address buyer = accounts.of(Holder.of(order.buyer()));
    Hash details = OrderDetails.hash(salt, part, order.address());
    Terms frozen =
        terms.terms(
            part, reference(part.id()), buyer, merchant, order.currency(), order.payBy(), details);
    SellerOrder seller = seller(order, part, position, frozen);
    parts.add(seller, new SellerOrderStore.NewPart(part, salt));
    for (int i = 0; i < part.lines().size(); i++) {
      orders.addLine(part.id(), i + 1, part.lines().get(i));
    }
    history.add(
        new HistoryStore.Line(
            part.id(),
            "Confirmed",
            Actor.buyer(order.buyer()),
            minor(part.total(order.currency())),
            "",
            null,
            order.placedAt()));
    return seller;
  }

  private SellerOrder seller(WholeOrder order, Placement.Part part, int position, Terms frozen) {
    Instant now = order.placedAt();
    return new SellerOrder(
        new OrderRef(part.id(), order.id(), order.number(), order.buyer(), part.merchant()),
        position,
        OrderState.NEW,
        order.currency(),
        frozen,
        actions.hash(frozen),
        part.delivery().pickup(),
        SellerOrder.Stock.HELD,
        new SellerOrder.Books(
            minor(part.total(order.currency())), minor(part.due(order.currency())), 0, 0, 0, 0),
        new SellerOrder.Claim(ClaimState.NONE, 0, 0, 0, null),
        new SellerOrder.Times(now, order.payBy(), null, false),
        null,
        null,
        1);
  }

  private static long minor(Money amount) {
    return amount.amountMinor().longValueExact();
  }

  public Optional<SellerOrder> find(UUID sellerOrder) {
    return parts.find(sellerOrder);
  }

  /// Where many seller orders stand, by a look that takes little.
  public List<OrderStanding> standings(Collection<UUID> sellerOrders) {
    return parts.standings(sellerOrders);
  }

  /// An order by its id.
  public Optional<WholeOrder> whole(UUID order) {
    return orders.find(order);
  }

  /// A buyer's order by its number.
  public Optional<WholeOrder> find(UserId buyer, OrderNumber number) {
    return orders.find(buyer, number);
  }

  /// The seller orders of an order, in the order of the checkout.
  public List<SellerOrder> parts(UUID order) {
    return parts.parts(order);
  }

  /// What was ordered.
  public List<Placement.Line> lines(SellerOrder order) {
    return orders.lines(order.id(), order.currency());
  }
}
