package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

public record Withdrawal(
    Address account,
    long decideBy,
    WithdrawalState state,
    Address cash,
    U256 amount,
    Address firstCashier) {}
