package org.tongbao.market.affiliate;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.onchain.AccountLeaving;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.OnchainError;
import org.tongbao.market.order.OrderCancelled;
import org.tongbao.market.order.OrderState;

/// What becomes of commissions, as the chain tells it of their orders.
@Component
class CommissionChain {
  private final CommissionStore store;

  CommissionChain(CommissionStore store) {
    this.store = store;
  }

  @EventListener
  void on(ChainEvent heard) {
    switch (heard.event()) {
      case OrdersEvent.Placed it when !it.order().commission().isZero() ->
          store.placed(it.id(), heard);
      case OrdersEvent.Refunded it when !it.fromCommission().isZero() ->
          store.reverse(it.id(), it.fromCommission().toLongExact(), heard);
      case OrdersEvent.Cancelled it -> store.cancel(it.id(), heard);
      case OrdersEvent.Released it when !it.commission().isZero() ->
          store.paid(it.id(), it.commission().toLongExact(), heard);
      default -> {}
    }
  }

  @EventListener
  void on(OrderCancelled cancelled) {
    if (cancelled.from() == OrderState.NEW) {
      store.drop(cancelled.order().id(), cancelled.at());
    }
  }

  /// A commission is paid into the account that the order names: nobody leaves one that awaits it.
  @EventListener
  void on(AccountLeaving leaving) {
    if (store.awaits(leaving.account())) {
      throw new DomainException(OnchainError.ACCOUNT_IN_USE);
    }
  }
}
