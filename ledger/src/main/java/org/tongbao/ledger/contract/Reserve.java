package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

public record Reserve(U256 attested, long asOf, U256 twoPersonAbove) {}
