package org.tongbao.market.order;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.fulfilment.Shipments;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.order.OrderViews.Amount;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.work.Changes;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// Puts together what the REST API shows of orders.
@Component
class OrderReading {
  private final OrderStore orders;
  private final SellerOrderStore parts;
  private final HistoryStore history;
  private final Shipments shipments;
  private final Steps steps;
  private final OrderDeposits deposits;
  private final OrderPayments payments;
  private final Changes changes;

  OrderReading(
      OrderStore orders,
      SellerOrderStore parts,
      HistoryStore history,
      Shipments shipments,
      Steps steps,
      OrderDeposits deposits,
      OrderPayments payments,
      Changes changes) {
    this.orders = orders;
    this.parts = parts;
    this.history = history;
    this.shipments = shipments;
    this.steps = steps;
    this.deposits = deposits;
    this.payments = payments;
    this.changes = changes;
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not this buyer's.
  WholeOrder require(UserId buyer, String number) {
    return OrderNumber.parse(number).flatMap(it -> orders.find(buyer, it)).orElseThrow(this::none);
  }

  SellerOrder requirePart(WholeOrder order, UUID id) {
    return parts.find(id).filter(it -> it.ref().order().equals(order.id())).orElseThrow(this::none);
  }

  SellerOrder require(MerchantId merchant, UUID id) {
    return parts
        .find(id)
        .filter(it -> it.ref().merchant().equals(merchant))
        .orElseThrow(this::none);
  }

  SellerOrder require(UUID id) {
    return parts.find(id).orElseThrow(this::none);
  }

  private DomainException none() {
    return new DomainException(RequestError.NOT_FOUND);
  }

  PageOfList<OrderViews.Whole> list(UserId buyer, PageOfList.Request asked) {
    return asked.page(orders.list(buyer, asked), WholeOrder::id).map(this::whole);
  }

  PageOfList<OrderViews.Brief> list(SellerOrderStore.Filter filter, PageOfList.Request asked) {
    return asked.page(parts.list(filter, asked), SellerOrder::id).map(this::brief);
  }

  /// An order by one look at its parts.
  ///
  /// @param version a number that grows with every change of any part
  record Shown(int version, OrderViews.Whole whole) {}

  Shown shown(WholeOrder order) {
    List<SellerOrder> all = parts.parts(order.id());
    return new Shown(all.stream().mapToInt(SellerOrder::version).sum(), whole(order, all));
  }

  /// Waits until an order is no longer at the version that an entity tag names, or the time is up.
  void awaitNews(WholeOrder order, String known, Duration atMost) {
    changes.await(
        parts.partIds(order.id()),
        atMost,
        () -> !known.equals(EntityTag.of(parts.version(order.id()))));
  }

  OrderViews.Whole whole(WholeOrder order) {
    return whole(order, parts.parts(order.id()));
  }

  private OrderViews.Whole whole(WholeOrder order, List<SellerOrder> all) {
    Money due = Money.sum(all.stream().map(deposits::stillDue).toList(), order.currency());
    long total = all.stream().mapToLong(it -> it.books().total()).sum();
    return new OrderViews.Whole(
        order.number().value(),
        order.placedAt(),
        order.payBy(),
        new Amount(total, order.currency().code()),
        Amount.of(due),
        order.address(),
        all.stream().map(this::brief).toList(),
        payments.of(order).stream().map(PaymentView::of).toList());
  }

  private OrderViews.Brief brief(SellerOrder order) {
    SellerOrder.Pending pending = order.pending();
    return new OrderViews.Brief(
        order.id(),
        order.ref().number().value(),
        order.position(),
        order.ref().merchant().value(),
        order.state(),
        order.claim().state(),
        pending == null ? null : pending.step(),
        Amount.of(order, order.books().total()),
        Amount.of(order, order.books().refunded()),
        order.times().placedAt(),
        order.dueAt(),
        orders.lines(order.id(), order.currency()).stream().map(OrderViews.Line::of).toList());
  }

  /// @param signer whose wallet is asked to sign; null for nobody's
  OrderViews.Part part(SellerOrder order, @Nullable Address signer) {
    SellerOrderStore.Particulars more = parts.particulars(order.id());
    SellerOrder.Books books = order.books();
    return new OrderViews.Part(
        brief(order),
        Amount.of(order, books.due()),
        Amount.of(order, books.received()),
        Amount.of(order, books.owedByMerchant() + books.owedByPlatform()),
        order.refusal(),
        claim(order),
        order.times().returnUntil(),
        order.state().isEnded() || order.times().released(),
        new OrderViews.Delivery(
            more.deliveryMethod(), more.deliveryName(), order.pickup(), parcel(order.id())),
        BreakdownJson.read(more.breakdown(), order.currency()).stream()
            .map(
                it ->
                    new OrderViews.Reduction(
                        it.kind(), it.name(), it.bearer(), Amount.of(it.amount())))
            .toList(),
        more.message(),
        orders.find(order.ref().order()).orElseThrow().address(),
        frozen(order),
        history.of(order.id()).stream().map(OrderReading::happening).toList(),
        signer == null ? List.of() : toSign(order, signer));
  }

  private OrderViews.@Nullable Parcel parcel(UUID order) {
    Optional<OrderViews.Parcel> found = shipments.find(order).map(OrderViews.Parcel::of);
    return found.orElse(null);
  }

  private static OrderViews.Claim claim(SellerOrder order) {
    SellerOrder.Claim claim = order.claim();
    boolean open = claim.isOpen();
    return new OrderViews.Claim(
        claim.state(),
        Amount.of(order, open ? claim.claimed() : 0),
        Amount.of(order, open ? claim.ruling() : 0),
        claim.failed(),
        claim.due());
  }

  private static OrderViews.Frozen frozen(SellerOrder order) {
    Terms terms = order.terms();
    return new OrderViews.Frozen(
        terms.id().toHex(),
        order.termsHash().toHex(),
        amount(order, terms.goods()),
        amount(order, terms.shipping()),
        amount(order, terms.discount()),
        amount(order, terms.fee()),
        amount(order, terms.commission()),
        amount(order, terms.cashback()),
        terms.pointsUsed().toLongExact(),
        amount(order, terms.pointsValue()),
        terms.pointsEarned().toLongExact(),
        terms.shipWithin(),
        terms.receiveWithin(),
        terms.returnWithin());
  }

  private static Amount amount(SellerOrder order, U256 minor) {
    return Amount.of(order, minor.toLongExact());
  }

  private static OrderViews.Happening happening(HistoryStore.Entry entry) {
    HistoryStore.Place place = entry.place();
    return new OrderViews.Happening(
        entry.event(),
        entry.state(),
        entry.claim(),
        entry.actor().kind().name(),
        entry.amount(),
        entry.note(),
        place == null ? null : place.transaction().toHex(),
        place == null ? null : place.block(),
        entry.at());
  }

  private List<OrderViews.ToSign> toSign(SellerOrder order, Address signer) {
    return steps.toSign(order, signer).stream()
        .map(
            it ->
                new OrderViews.ToSign(
                    it.command().id(),
                    it.command().step(),
                    it.signBy(),
                    steps.document(order, it).toTree()))
        .toList();
  }
}
