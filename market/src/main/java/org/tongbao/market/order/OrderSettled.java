package org.tongbao.market.order;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// A merchant was paid its share of a seller order. In the transaction that follows the chain; `at`
/// is the block's time.
public record OrderSettled(OrderRef order, Money share, Instant at) {}
