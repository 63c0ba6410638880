package org.tongbao.market.order;

import java.time.Instant;

/// A merchant has shipped. In the transaction that follows the chain; `at` is the block's time.
public record OrderShipped(OrderRef order, Instant at) {}
