package org.tongbao.market.order;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// A refund was granted. In the transaction that follows the chain; `at` is the block's time.
///
/// @param amount of this refund
/// @param refunded of all refunds so far
/// @param whole whether nothing of the order remains
public record OrderRefunded(
    OrderRef order, Money amount, Money refunded, boolean whole, Instant at) {}
