package org.tongbao.market.wallet;

import java.math.BigDecimal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.IdentityError;
import org.tongbao.primitives.money.Money;

/// Above an amount, who withdraws has to have shown moments ago who it is, by whatever means: a
/// session that somebody left open, or took, is not enough.
@Component
final class LargeWithdrawals {
  private final BigDecimal limit;

  /// @param limit in whole units of each currency
  LargeWithdrawals(@Value("${tongbao.withdrawals.sign-in-again-above}") long limit) {
    this.limit = BigDecimal.valueOf(limit);
  }

  /// Refuses with [IdentityError#SIGN_IN_AGAIN].
  void check(Caller caller, Money amount) {
    if (!caller.recent() && amount.toDecimal().compareTo(limit) > 0) {
      throw new DomainException(IdentityError.SIGN_IN_AGAIN);
    }
  }
}
