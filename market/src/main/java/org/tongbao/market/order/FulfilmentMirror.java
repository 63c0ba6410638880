package org.tongbao.market.order;

import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.market.fulfilment.Pickups;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.primitives.money.Money;

/// From shipped to completed, as the chain tells it.
@Component
class FulfilmentMirror {
  private final SellerOrderStore orders;
  private final MirrorStore mirror;
  private final Chronicle chronicle;
  private final Steps steps;
  private final ChainAccounts accounts;
  private final Pickups pickups;
  private final ApplicationEventPublisher events;

  FulfilmentMirror(
      SellerOrderStore orders,
      MirrorStore mirror,
      Chronicle chronicle,
      Steps steps,
      ChainAccounts accounts,
      Pickups pickups,
      ApplicationEventPublisher events) {
    this.orders = orders;
    this.mirror = mirror;
    this.chronicle = chronicle;
    this.steps = steps;
    this.accounts = accounts;
    this.pickups = pickups;
    this.events = events;
  }

  void shipped(SellerOrder order, OrdersEvent.Shipped event, ChainEvent heard) {
    mirror.move(
        order.id(), OrderState.PAID, OrderState.SHIPPED, OrderMirror.time(event.receiveBy()));
    chronicle.answer(order, heard, Set.of(StepKind.SHIP), order.terms().merchant(), null);
    events.publishEvent(new OrderShipped(order.ref(), heard.at()));
    if (pickups.isHandedOver(order.id())) {
      confirmFetched(order);
    }
  }

  /// Whoever shows the code has said that the goods may be handed over: the receipt is signed with
  /// the buyer's key on the strength of it.
  private void confirmFetched(SellerOrder before) {
    SellerOrder order = orders.lock(before.id()).orElseThrow();
    if (order.pending() == null && accounts.signsHere(order.terms().buyer())) {
      steps.ask(
          order,
          Actor.buyer(order.ref().buyer()),
          order.terms().buyer(),
          Command.Wish.of(StepKind.CONFIRM_RECEIPT, "fetched with the code"));
    }
  }

  void delivered(SellerOrder order, OrdersEvent.Delivered event, ChainEvent heard) {
    mirror.deadline(order.id(), OrderState.SHIPPED, OrderMirror.time(event.receiveBy()));
    chronicle.answer(order, heard, Set.of(StepKind.CONFIRM_DELIVERY), event.carrier(), null);
  }

  void received(SellerOrder order, OrdersEvent.Received event, ChainEvent heard) {
    mirror.received(
        order.id(), OrderMirror.time(event.settleFrom()), OrderMirror.time(event.returnUntil()));
    chronicle.answer(
        order, heard, Set.of(StepKind.CONFIRM_RECEIPT, StepKind.ADVANCE), event.by(), null);
    events.publishEvent(new OrderReceived(order.ref(), !event.by().isZero(), heard.at()));
  }

  void settled(SellerOrder order, OrdersEvent.Settled event, ChainEvent heard) {
    mirror.move(
        order.id(),
        OrderState.RECEIVED,
        OrderState.SETTLED,
        heard.at().plus(ContractTimes.ACKNOWLEDGE_WITHIN));
    chronicle.answer(order, heard, Set.of(StepKind.ADVANCE), null, event.merchantShare());
    Money share = order.money(event.merchantShare().toLongExact());
    events.publishEvent(new OrderSettled(order.ref(), share, heard.at()));
  }

  void completed(SellerOrder order, OrdersEvent.Completed event, ChainEvent heard) {
    mirror.move(order.id(), OrderState.SETTLED, OrderState.COMPLETED, order.times().returnUntil());
    Set<StepKind> steps =
        Set.of(event.acknowledged() ? StepKind.ACKNOWLEDGE_PAYOUT : StepKind.ADVANCE);
    chronicle.answer(
        order,
        heard,
        steps,
        event.acknowledged() ? order.terms().merchant() : null,
        event.points());
    events.publishEvent(new OrderCompleted(order.ref(), event.points().toLongExact(), heard.at()));
  }

  void released(SellerOrder order, ChainEvent heard) {
    mirror.released(order.id());
    chronicle.answer(order, heard, Set.of(StepKind.ADVANCE), null, null);
  }
}
