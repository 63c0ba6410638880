package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What a merchant applies for, in one currency.
public record Application(
    Address merchant,
    Address cash,
    Address payout,
    int feeBps,
    int commissionBps,
    U256 bond,
    Hash profile) {}
