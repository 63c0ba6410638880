package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

/// What `dueOf` returns.
public record DueOf(OrderStep step, U256 dueAt) {}
