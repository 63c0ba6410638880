package org.tongbao.market.order;

import java.time.Instant;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.market.fulfilment.Pickups;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainEvent;

/// From placed to paid, or cancelled, as the chain tells it.
@Component
class PaymentMirror {
  private final SellerOrderStore orders;
  private final MirrorStore mirror;
  private final Chronicle chronicle;
  private final Steps steps;
  private final OrderDeposits deposits;
  private final Endings endings;
  private final ChainAccounts accounts;
  private final PickupCodes codes;
  private final Pickups pickups;
  private final ApplicationEventPublisher events;

  PaymentMirror(
      SellerOrderStore orders,
      MirrorStore mirror,
      Chronicle chronicle,
      Steps steps,
      OrderDeposits deposits,
      Endings endings,
      ChainAccounts accounts,
      PickupCodes codes,
      Pickups pickups,
      ApplicationEventPublisher events) {
    this.orders = orders;
    this.mirror = mirror;
    this.chronicle = chronicle;
    this.steps = steps;
    this.deposits = deposits;
    this.endings = endings;
    this.accounts = accounts;
    this.codes = codes;
    this.pickups = pickups;
    this.events = events;
  }

  /// An order that we had given up may be placed all the same, by anybody who kept the signed call.
  void placed(SellerOrder order, ChainEvent heard) {
    Instant payBy = Instant.ofEpochSecond(order.terms().payBy());
    mirror.move(order.id(), order.state(), OrderState.PLACED, payBy);
    chronicle.answer(order, heard, Set.of(StepKind.PLACE), order.terms().buyer(), null);
    deposits.sendWaiting(order.id());
    boolean nothingToPay = order.books().due() == 0;
    if (orders.paysWhenPlaced(order.id()) && !nothingToPay) {
      orders.payWhenPlaced(order.id(), false);
      steps.pay(orders.lock(order.id()).orElseThrow());
    }
  }

  void received(SellerOrder order, OrdersEvent.PaymentReceived event, ChainEvent heard) {
    mirror.paidIn(order.id(), event.received().toLongExact());
    chronicle.answer(order, heard, Set.of(StepKind.PAY), event.from(), event.amount());
  }

  void paid(SellerOrder order, OrdersEvent.Paid event, ChainEvent heard) {
    mirror.move(order.id(), OrderState.PLACED, OrderState.PAID, OrderMirror.time(event.shipBy()));
    chronicle.tell(order, heard, Actor.buyer(order.ref().buyer()), event.total());
    if (order.pickup() && accounts.signsHere(order.terms().buyer())) {
      pickups.open(order.id(), codes.of(order));
    }
    boolean there = endings.sold(order);
    events.publishEvent(new OrderPaid(order.ref(), order.money(order.books().total()), heard.at()));
    if (!there && accounts.signsHere(order.terms().merchant())) {
      cancelForLackOfStock(order);
    }
  }

  /// What was paid when the goods were gone goes back by itself. A merchant with a wallet of its
  /// own has to do it, or the time to ship runs out.
  private void cancelForLackOfStock(SellerOrder before) {
    SellerOrder order = orders.lock(before.id()).orElseThrow();
    if (order.pending() == null) {
      steps.ask(
          order,
          Actor.PLATFORM,
          order.terms().merchant(),
          Command.Wish.of(StepKind.CANCEL, "sold out"));
    }
  }

  void late(SellerOrder order, OrdersEvent.LateDeposit event, ChainEvent heard) {
    chronicle.tell(order, heard, Actor.PLATFORM, event.amount());
  }

  void cancelled(SellerOrder order, OrdersEvent.Cancelled event, ChainEvent heard) {
    mirror.move(order.id(), order.state(), OrderState.CANCELLED, null);
    if (order.state() == OrderState.PLACED) {
      mirror.paidIn(order.id(), 0);
    }
    chronicle.answer(order, heard, Set.of(StepKind.CANCEL, StepKind.ADVANCE), event.by(), null);
    endings.cancelled(order);
    boolean byTime = event.by().isZero();
    events.publishEvent(new OrderCancelled(order.ref(), order.state(), byTime, heard.at()));
  }

  void change(SellerOrder order, OrdersEvent.ChangePaid event, ChainEvent heard) {
    mirror.changePaid(order.id());
    chronicle.follow(order, heard, event.amount());
  }
}
