package org.tongbao.market.statistics;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.order.OrderCancelled;
import org.tongbao.market.order.OrderPaid;
import org.tongbao.market.order.OrderRefunded;
import org.tongbao.market.order.OrderState;

/// Counts what orders come to, in the transactions that follow the chain, which is one process's
/// duty at a time, so that nobody who buys waits for a figure. Thread-safe.
@Component
class Statistics {
  private final FigureStore store;

  Statistics(FigureStore store) {
    this.store = store;
  }

  @EventListener
  void on(OrderPaid paid) {
    store.paid(paid.order(), paid.total(), paid.at());
  }

  @EventListener
  void on(OrderRefunded refunded) {
    store.refunded(refunded.order(), refunded.amount(), refunded.at());
  }

  /// What the chain never knew was no order yet.
  @EventListener
  void on(OrderCancelled cancelled) {
    if (cancelled.from() != OrderState.NEW) {
      boolean wasPaid = cancelled.from() != OrderState.PLACED;
      store.cancelled(cancelled.order(), wasPaid, cancelled.at());
    }
  }
}
