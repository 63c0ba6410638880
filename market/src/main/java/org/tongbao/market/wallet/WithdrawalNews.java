package org.tongbao.market.wallet;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells how withdrawals stand, in the transaction that moved them.
@Component
class WithdrawalNews {
  private final WithdrawalStore store;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  WithdrawalNews(WithdrawalStore store, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  void tell(UUID id) {
    Withdrawal now = store.find(id).orElseThrow();
    events.publishEvent(
        new WithdrawalMoved(
            id,
            now.user(),
            now.amount(),
            now.state(),
            Objects.requireNonNullElse(now.reason(), ""),
            clock.instant()));
  }
}
