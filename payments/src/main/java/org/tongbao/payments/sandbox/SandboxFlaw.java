package org.tongbao.payments.sandbox;

import org.tongbao.primitives.money.Money;

/// What is wrong with a notification.
public enum SandboxFlaw {
  NONE,
  OTHER_KEY,
  WRONG_AMOUNT,
  WRONG_ORDER,
  WRONG_MERCHANT;

  /// The amount that it tells.
  public Money amount(SandboxPayment payment) {
    Money paid = payment.terms().amount();
    return this == WRONG_AMOUNT ? paid.plus(Money.ofMinor(1, paid.currency())) : paid;
  }

  /// The merchant that it is meant for.
  public String merchant(String right) {
    return this == WRONG_MERCHANT ? right.substring(0, right.length() - 1) + "#" : right;
  }
}
