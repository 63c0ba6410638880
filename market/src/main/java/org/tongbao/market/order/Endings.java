package org.tongbao.market.order;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.promotion.PointAccounts;
import org.tongbao.market.promotion.Vouchers;

/// What follows outside the chain when an order is paid or ends: stock, vouchers, open payments.
@Component
class Endings {
  static final String PAYABLE = "order";
  private static final Set<OrderState> UNPAID = Set.of(OrderState.NEW, OrderState.PLACED);

  private final SellerOrderStore orders;
  private final MirrorStore mirror;
  private final HistoryStore history;
  private final CommandStore commands;
  private final Inventory inventory;
  private final Vouchers vouchers;
  private final PointAccounts points;
  private final Payments payments;
  private final OrderDeposits deposits;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Endings(
      SellerOrderStore orders,
      MirrorStore mirror,
      HistoryStore history,
      CommandStore commands,
      Inventory inventory,
      Vouchers vouchers,
      PointAccounts points,
      Payments payments,
      OrderDeposits deposits,
      ApplicationEventPublisher events,
      Clock clock) {
    this.orders = orders;
    this.mirror = mirror;
    this.history = history;
    this.commands = commands;
    this.inventory = inventory;
    this.vouchers = vouchers;
    this.points = points;
    this.payments = payments;
    this.deposits = deposits;
    this.events = events;
    this.clock = clock;
  }

  /// The goods are the buyer's. False when they were sold to others meanwhile.
  boolean sold(SellerOrder order) {
    boolean there =
        inventory.commit(order.id())
            || (inventory.renew(order.id(), clock.instant().plusSeconds(60))
                && inventory.commit(order.id()));
    mirror.stock(order.id(), there ? SellerOrder.Stock.SOLD : SellerOrder.Stock.GONE);
    closePaymentsIfNothingIsDue(order.ref().order());
    return there;
  }

  /// The chain has cancelled the order: the goods can be sold again.
  void cancelled(SellerOrder order) {
    free(order);
    commands.drop(order.id());
    // An attempt under way asks for this part too; a new one asks for what is left.
    payments.close(PAYABLE, order.ref().order());
  }

  /// The chain never had the order, and will not: everything is as before.
  ///
  /// @param reason a word for programs
  void voided(SellerOrder order, Actor actor, String reason) {
    mirror.move(order.id(), OrderState.NEW, OrderState.VOID, null);
    free(order);
    vouchers.restore(order.id());
    points.restore(order.id());
    commands.drop(order.id());
    deposits.sendWaiting(order.id());
    payments.close(PAYABLE, order.ref().order());
    history.add(
        new HistoryStore.Line(order.id(), "Void", actor, null, reason, null, clock.instant()));
    events.publishEvent(new OrderCancelled(order.ref(), OrderState.NEW, false, clock.instant()));
  }

  private void free(SellerOrder order) {
    switch (order.stock()) {
      case HELD -> inventory.release(order.id());
      case SOLD -> inventory.giveBack(order.id());
      case GONE, FREE -> {
        // There is nothing to give back.
      }
    }
    mirror.stock(order.id(), SellerOrder.Stock.FREE);
  }

  private void closePaymentsIfNothingIsDue(UUID order) {
    List<SellerOrder> parts = orders.parts(order);
    if (parts.stream().noneMatch(it -> UNPAID.contains(it.state()))) {
      payments.close(PAYABLE, order);
    }
  }
}
