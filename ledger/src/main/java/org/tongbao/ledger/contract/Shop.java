package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

/// A merchant's shop in one currency.
public record Shop(boolean approved, int feeBps, int commissionBps, U256 required, U256 bond) {}
