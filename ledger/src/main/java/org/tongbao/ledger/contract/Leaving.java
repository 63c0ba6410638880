package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

public record Leaving(U256 amount, long payableAt) {}
