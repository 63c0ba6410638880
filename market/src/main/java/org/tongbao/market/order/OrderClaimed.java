package org.tongbao.market.order;

import java.time.Instant;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.primitives.money.Money;

/// A buyer's claim for a refund has come a step further. In the transaction that follows the chain;
/// `at` is the block's time. What is paid back is [OrderRefunded].
///
/// @param amount what was asked for, or what was ruled
/// @param place where the chain says so: no two steps have the same
public record OrderClaimed(OrderRef order, Step step, Money amount, String place, Instant at) {
  /// How far.
  public enum Step {
    REQUESTED,
    REFUSED,
    /// Taken back by the buyer.
    WITHDRAWN,
    /// Its time was over.
    LAPSED,
    DISPUTED,
    RULED,
    APPEALED,
    /// There is no word after this.
    APPEAL_RULED
  }

  static OrderClaimed of(SellerOrder order, Step step, long amountMinor, ChainEvent heard) {
    String place = heard.transaction().toHex() + ":" + heard.logIndex();
    return new OrderClaimed(order.ref(), step, order.money(amountMinor), place, heard.at());
  }
}
