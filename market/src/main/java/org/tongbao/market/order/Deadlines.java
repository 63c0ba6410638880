package org.tongbao.market.order;

import java.time.Clock;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Pushes on what waits for nobody but time. Any number of processes may do so: each takes rows
/// that no other has.
@Component
class Deadlines {
  private static final int AT_ONCE = 50;

  private final SellerOrderStore orders;
  private final Steps steps;
  private final Endings endings;
  private final OrderDeposits deposits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Deadlines(
      SellerOrderStore orders,
      Steps steps,
      Endings endings,
      OrderDeposits deposits,
      TransactionTemplate transaction,
      Clock clock) {
    this.orders = orders;
    this.steps = steps;
    this.endings = endings;
    this.deposits = deposits;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT0.5S", initialDelayString = "PT2S")
  void sweep() {
    while (pushOn() == AT_ONCE) {
      // until less than a full batch was due
    }
    transaction.executeWithoutResult(status -> deposits.retry());
  }

  /// One batch; how many were due.
  int pushOn() {
    Integer pushed =
        transaction.execute(
            status -> {
              List<SellerOrder> due = orders.lockDue(clock.instant(), AT_ONCE);
              due.forEach(this::push);
              return due.size();
            });
    return pushed == null ? 0 : pushed;
  }

  private void push(SellerOrder order) {
    if (order.state() == OrderState.NEW) {
      endings.voided(order, Actor.BY_TIME, "unsigned");
    } else {
      steps.advance(order);
    }
  }
}
