package org.tongbao.market.order;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// A seller order is paid for. In the transaction that follows the chain; `at` is the block's time.
public record OrderPaid(OrderRef order, Money total, Instant at) {}
