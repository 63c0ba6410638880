package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

/// A voucher used in an order.
public record VoucherUse(U256 id, U256 units, U256 value) {}
