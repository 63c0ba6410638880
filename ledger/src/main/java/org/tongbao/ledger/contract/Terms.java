package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The terms of one seller order, frozen by their hash when the order is placed.
public record Terms(
    Hash id,
    Address buyer,
    Address merchant,
    Address affiliate,
    Address cash,
    U256 goods,
    U256 shipping,
    U256 discount,
    U256 fee,
    U256 commission,
    U256 cashback,
    Address sponsor,
    U256 pointsUsed,
    U256 pointsValue,
    U256 pointsEarned,
    long payBy,
    long shipWithin,
    long receiveWithin,
    long settleAfter,
    long returnWithin,
    long lines,
    Hash details,
    List<VoucherUse> vouchers) {
  public Terms {
    vouchers = List.copyOf(vouchers);
  }
}
