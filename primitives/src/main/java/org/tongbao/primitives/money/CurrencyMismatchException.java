package org.tongbao.primitives.money;

/// Two amounts of different currencies were to be added, compared or subtracted.
public final class CurrencyMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CurrencyMismatchException(Currency left, Currency right) {
    super("cannot mix " + left + " and " + right);
  }
}
