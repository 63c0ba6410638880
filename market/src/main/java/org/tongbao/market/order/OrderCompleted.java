package org.tongbao.market.order;

import java.time.Instant;

/// A seller order is complete: the merchant has its money, the buyer points and change. In the
/// transaction that follows the chain; `at` is the block's time.
///
/// @param points that the buyer has earned
public record OrderCompleted(OrderRef order, long points, Instant at) {}
