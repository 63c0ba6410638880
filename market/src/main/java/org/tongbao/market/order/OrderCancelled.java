package org.tongbao.market.order;

import java.time.Instant;

/// A seller order ended before it was shipped, and everything went back. In the transaction that
/// follows the chain; `at` is the block's time.
///
/// @param from where it stood; NEW when the chain never knew it
/// @param byTime nobody cancelled it: its time was over
public record OrderCancelled(OrderRef order, OrderState from, boolean byTime, Instant at) {}
