package org.tongbao.market.order;

import java.time.Instant;

/// What was ordered counts as received. In the transaction that follows the chain; `at` is the
/// block's time.
///
/// @param confirmed by the buyer; otherwise its time was over
public record OrderReceived(OrderRef order, boolean confirmed, Instant at) {}
