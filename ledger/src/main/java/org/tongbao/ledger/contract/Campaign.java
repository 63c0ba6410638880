package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// What a bearer publishes.
public record Campaign(
    Address bearer,
    VoucherKind kind,
    boolean funded,
    boolean transferable,
    boolean open,
    long start,
    long end,
    Address cash,
    U256 value,
    U256 threshold,
    U256 cap,
    U256 perAccount) {}
