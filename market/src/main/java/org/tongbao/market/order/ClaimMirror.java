package org.tongbao.market.order;

import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.order.OrderClaimed.Step;

/// Claims and refunds, as the chain tells it.
@Component
class ClaimMirror {
  private final MirrorStore mirror;
  private final Chronicle chronicle;
  private final ApplicationEventPublisher events;

  ClaimMirror(MirrorStore mirror, Chronicle chronicle, ApplicationEventPublisher events) {
    this.mirror = mirror;
    this.chronicle = chronicle;
    this.events = events;
  }

  void requested(SellerOrder order, OrdersEvent.RefundRequested event, ChainEvent heard) {
    mirror.claim(
        order.id(),
        ClaimState.REQUESTED,
        event.amount().toLongExact(),
        0,
        OrderMirror.time(event.answerBy()));
    chronicle.answer(
        order, heard, Set.of(StepKind.REQUEST_REFUND), order.terms().buyer(), event.amount());
    publish(order, Step.REQUESTED, event.amount().toLongExact(), heard);
  }

  /// A grant is carried out by what follows it.
  void answered(SellerOrder order, OrdersEvent.RefundAnswered event, ChainEvent heard) {
    if (!event.granted()) {
      mirror.claim(
          order.id(),
          ClaimState.REFUSED,
          order.claim().claimed(),
          0,
          OrderMirror.time(event.disputeBy()));
      publish(order, Step.REFUSED, order.claim().claimed(), heard);
    }
    chronicle.answer(
        order,
        heard,
        Set.of(StepKind.ANSWER_REFUND, StepKind.GIVE_REFUND),
        order.terms().merchant(),
        null);
  }

  void closed(SellerOrder order, OrdersEvent.ClaimClosed event, ChainEvent heard) {
    mirror.closeClaim(order.id(), event.withdrawn());
    Step step = event.withdrawn() ? Step.WITHDRAWN : Step.LAPSED;
    publish(order, step, order.claim().claimed(), heard);
    if (event.withdrawn()) {
      chronicle.answer(order, heard, Set.of(StepKind.WITHDRAW_CLAIM), order.terms().buyer(), null);
    } else {
      chronicle.answer(order, heard, Set.of(StepKind.ADVANCE), null, null);
    }
  }

  void disputed(SellerOrder order, OrdersEvent.Disputed event, ChainEvent heard) {
    mirror.claim(
        order.id(),
        ClaimState.DISPUTED,
        order.claim().claimed(),
        0,
        OrderMirror.time(event.ruleBy()));
    chronicle.answer(order, heard, Set.of(StepKind.DISPUTE), order.terms().buyer(), null);
    publish(order, Step.DISPUTED, order.claim().claimed(), heard);
  }

  /// A ruling on appeal, which names no time to appeal, is carried out by what follows it.
  void ruled(SellerOrder order, OrdersEvent.Ruled event, ChainEvent heard) {
    if (!event.appealBy().isZero()) {
      mirror.claim(
          order.id(),
          ClaimState.RULED,
          order.claim().claimed(),
          event.amount().toLongExact(),
          OrderMirror.time(event.appealBy()));
    }
    chronicle.answer(order, heard, Set.of(StepKind.RULE), event.arbiter(), event.amount());
    Step step = event.appealBy().isZero() ? Step.APPEAL_RULED : Step.RULED;
    publish(order, step, event.amount().toLongExact(), heard);
  }

  void appealed(SellerOrder order, OrdersEvent.Appealed event, ChainEvent heard) {
    mirror.claim(
        order.id(),
        ClaimState.APPEALED,
        order.claim().claimed(),
        order.claim().ruling(),
        OrderMirror.time(event.ruleBy()));
    chronicle.answer(order, heard, Set.of(StepKind.APPEAL), event.by(), null);
    publish(order, Step.APPEALED, order.claim().ruling(), heard);
  }

  private void publish(SellerOrder order, Step step, long amountMinor, ChainEvent heard) {
    events.publishEvent(OrderClaimed.of(order, step, amountMinor, heard));
  }

  void refunded(SellerOrder order, OrdersEvent.Refunded event, ChainEvent heard) {
    long refunded = event.refunded().toLongExact();
    mirror.refunded(
        order.id(),
        refunded,
        event.owedByMerchant().toLongExact(),
        event.owedByPlatform().toLongExact());
    chronicle.follow(order, heard, event.amount());
    if (order.state() != OrderState.CANCELLED) {
      events.publishEvent(
          new OrderRefunded(
              order.ref(),
              order.money(event.amount().toLongExact()),
              order.money(refunded),
              refunded == order.books().total(),
              heard.at()));
    }
  }

  void refundPaid(SellerOrder order, OrdersEvent.RefundPaid event, ChainEvent heard) {
    chronicle.follow(order, heard, event.toBuyer());
  }

  void owedPaid(SellerOrder order, OrdersEvent.OwedPaid event, ChainEvent heard) {
    mirror.owedPaid(
        order.id(), event.fromMerchant().toLongExact(), event.fromPlatform().toLongExact());
    chronicle.follow(order, heard, event.fromMerchant().addExact(event.fromPlatform()));
  }
}
