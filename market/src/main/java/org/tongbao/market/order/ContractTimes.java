package org.tongbao.market.order;

import java.time.Duration;

/// Periods that the contract fixes and does not tell with its events.
final class ContractTimes {
  /// `OrderBook.ACKNOWLEDGE_WITHIN`.
  static final Duration ACKNOWLEDGE_WITHIN = Duration.ofDays(3);

  private ContractTimes() {}
}
