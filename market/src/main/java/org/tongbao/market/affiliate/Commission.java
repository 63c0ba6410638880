package org.tongbao.market.affiliate;

import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Money;

/// What an order promises to whoever brought its buyer.
///
/// @param account the affiliate's on the chain, into which it will be paid
public record Commission(UserId affiliate, Address account, Money amount) {
  public Commission {
    if (!amount.isPositive() || account.isZero()) {
      throw new IllegalArgumentException("a commission of " + amount + " for " + account);
    }
  }
}
