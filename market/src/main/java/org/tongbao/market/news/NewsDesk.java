package org.tongbao.market.news;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.ProductSuspended;
import org.tongbao.market.fulfilment.Shipments;
import org.tongbao.market.identity.SignedIn;
import org.tongbao.market.merchant.MerchantDecided;
import org.tongbao.market.news.NewsStore.Draft;
import org.tongbao.market.order.OrderCancelled;
import org.tongbao.market.order.OrderClaimed;
import org.tongbao.market.order.OrderCompleted;
import org.tongbao.market.order.OrderPaid;
import org.tongbao.market.order.OrderPlaced;
import org.tongbao.market.order.OrderReceived;
import org.tongbao.market.order.OrderRef;
import org.tongbao.market.order.OrderRefunded;
import org.tongbao.market.order.OrderSettled;
import org.tongbao.market.order.OrderShipped;
import org.tongbao.market.order.OrderState;
import org.tongbao.market.wallet.RechargeArrived;
import org.tongbao.market.wallet.WithdrawalMoved;
import org.tongbao.primitives.money.Money;

/// Writes down what features tell, in the transaction in which it happened: one statement each.
@Component
class NewsDesk {
  private final NewsStore store;
  private final Shipments shipments;

  NewsDesk(NewsStore store, Shipments shipments) {
    this.store = store;
    this.shipments = shipments;
  }

  @EventListener
  void on(OrderPlaced placed) {
    // The amount is that of the whole order, which is no business of each of its shops.
    for (OrderRef part : placed.parts()) {
      Instant at = Instant.ofEpochMilli(part.id().getMostSignificantBits() >>> 16);
      add(NewsKind.ORDER_PLACED, part, "", facts(part), at);
    }
  }

  @EventListener
  void on(OrderPaid paid) {
    add(NewsKind.ORDER_PAID, paid.order(), "", facts(paid.order(), paid.total()), paid.at());
  }

  @EventListener
  void on(OrderShipped shipped) {
    Map<String, Object> facts = facts(shipped.order());
    shipments
        .find(shipped.order().id())
        .ifPresent(
            parcel -> {
              facts.put("carrier", parcel.carrier());
              facts.put("trackingNumber", parcel.trackingNumber());
            });
    add(NewsKind.ORDER_SHIPPED, shipped.order(), "", facts, shipped.at());
  }

  @EventListener
  void on(OrderReceived received) {
    Map<String, Object> facts = facts(received.order());
    facts.put("confirmedByBuyer", received.confirmed());
    add(NewsKind.ORDER_RECEIVED, received.order(), "", facts, received.at());
  }

  @EventListener
  void on(OrderSettled settled) {
    Map<String, Object> facts = facts(settled.order(), settled.share());
    add(NewsKind.ORDER_SETTLED, settled.order(), "", facts, settled.at());
  }

  @EventListener
  void on(OrderCompleted completed) {
    Map<String, Object> facts = facts(completed.order());
    facts.put("points", completed.points());
    add(NewsKind.ORDER_COMPLETED, completed.order(), "", facts, completed.at());
  }

  @EventListener
  void on(OrderCancelled cancelled) {
    boolean expired = cancelled.from() == OrderState.PLACED && cancelled.byTime();
    Map<String, Object> facts = facts(cancelled.order());
    facts.put("wasPaid", cancelled.from() == OrderState.PAID);
    NewsKind kind = expired ? NewsKind.ORDER_EXPIRED : NewsKind.ORDER_CANCELLED;
    add(kind, cancelled.order(), "", facts, cancelled.at());
  }

  @EventListener
  void on(OrderRefunded refunded) {
    Map<String, Object> facts = facts(refunded.order(), refunded.amount());
    facts.put("whole", refunded.whole());
    String which = ":" + refunded.refunded().amountMinor();
    add(NewsKind.REFUND_GRANTED, refunded.order(), which, facts, refunded.at());
  }

  @EventListener
  void on(OrderClaimed claimed) {
    NewsKind kind =
        switch (claimed.step()) {
          case REQUESTED -> NewsKind.REFUND_REQUESTED;
          case REFUSED -> NewsKind.REFUND_REFUSED;
          case WITHDRAWN -> NewsKind.REFUND_WITHDRAWN;
          case LAPSED -> NewsKind.REFUND_LAPSED;
          case DISPUTED -> NewsKind.DISPUTE_OPENED;
          case RULED -> NewsKind.DISPUTE_RULED;
          case APPEALED -> NewsKind.DISPUTE_APPEALED;
          case APPEAL_RULED -> NewsKind.DISPUTE_CLOSED;
        };
    Map<String, Object> facts = facts(claimed.order(), claimed.amount());
    add(kind, claimed.order(), ":" + claimed.place(), facts, claimed.at());
  }

  @EventListener
  void on(WithdrawalMoved moved) {
    switch (moved.state()) {
      case HELD -> add(NewsKind.WITHDRAWAL_HELD, moved);
      case BURNED -> add(NewsKind.WITHDRAWAL_APPROVED, moved);
      case PAID -> add(NewsKind.WITHDRAWAL_PAID, moved);
      case RETURNED -> add(NewsKind.WITHDRAWAL_RETURNED, moved);
      case REFUSED -> add(NewsKind.WITHDRAWAL_REFUSED, moved);
      case TO_SIGN, ASKED, APPROVED_ONCE -> {
        // Nothing that its owner waits for.
      }
    }
  }

  private void add(NewsKind kind, WithdrawalMoved moved) {
    Map<String, Object> facts = money(new LinkedHashMap<>(), moved.amount());
    facts.put("withdrawalId", moved.id().toString());
    if (!moved.reason().isEmpty()) {
      facts.put("reason", moved.reason());
    }
    store.add(new Draft(kind, key(kind, moved.id()), moved.user(), null, facts, moved.at()));
  }

  @EventListener
  void on(RechargeArrived arrived) {
    Map<String, Object> facts = money(new LinkedHashMap<>(), arrived.amount());
    facts.put("rechargeId", arrived.id().toString());
    String key = key(NewsKind.RECHARGE_ARRIVED, arrived.id()) + ":" + arrived.total().amountMinor();
    store.add(
        new Draft(
            NewsKind.RECHARGE_ARRIVED, key, arrived.user(), arrived.shop(), facts, arrived.at()));
  }

  @EventListener
  void on(SignedIn signedIn) {
    if (signedIn.anew()) {
      String key = key(NewsKind.DEVICE_NEW, signedIn.session());
      Map<String, Object> facts =
          Map.of("device", signedIn.device(), "network", signedIn.network());
      store.add(new Draft(NewsKind.DEVICE_NEW, key, signedIn.user(), null, facts, signedIn.at()));
    }
  }

  @EventListener
  void on(MerchantDecided decided) {
    NewsKind kind =
        switch (decided.verdict()) {
          case RETURNED -> NewsKind.MERCHANT_RETURNED;
          case REFUSED -> NewsKind.MERCHANT_REFUSED;
          case APPROVED -> NewsKind.MERCHANT_APPROVED;
          case SUSPENDED -> NewsKind.MERCHANT_SUSPENDED;
          case REINSTATED -> NewsKind.MERCHANT_REINSTATED;
        };
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("merchantId", decided.merchant().toString());
    if (!decided.reason().isEmpty()) {
      facts.put("reason", decided.reason());
    }
    String key = key(kind, decided.merchant().value()) + ":" + decided.at();
    store.add(new Draft(kind, key, null, decided.merchant(), facts, decided.at()));
  }

  @EventListener
  void on(ProductSuspended it) {
    NewsKind kind = it.suspended() ? NewsKind.PRODUCT_SUSPENDED : NewsKind.PRODUCT_REINSTATED;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("merchantId", it.merchant().toString());
    facts.put("productId", it.product().toString());
    facts.put("titleZh", it.title().zh());
    facts.put("titleEn", it.title().en());
    facts.put("reason", it.reason());
    store.add(new Draft(kind, key(kind, it.id()), null, it.merchant(), facts, it.at()));
  }

  private void add(
      NewsKind kind, OrderRef order, String which, Map<String, Object> facts, Instant at) {
    String key = key(kind, order.id()) + which;
    store.add(new Draft(kind, key, order.buyer(), order.merchant(), facts, at));
  }

  private static String key(NewsKind kind, UUID subject) {
    return kind.type() + ":" + subject;
  }

  private static Map<String, Object> facts(OrderRef order, Money amount) {
    return money(facts(order), amount);
  }

  private static Map<String, Object> facts(OrderRef order) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("orderNumber", order.number().toString());
    facts.put("sellerOrderId", order.id().toString());
    facts.put("merchantId", order.merchant().toString());
    return facts;
  }

  private static Map<String, Object> money(Map<String, Object> facts, Money amount) {
    facts.put("amountMinor", amount.amountMinor().longValueExact());
    facts.put("currency", amount.currency().code());
    return facts;
  }
}
