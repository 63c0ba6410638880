package org.tongbao.payments.card;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Amounts as Stripe counts them (docs.stripe.com/currencies): in its own smallest units, which are
/// mostly but not always those of ISO 4217. Yen are counted in yen (M17), dinars to the tenth fils
/// only, Icelandic krónur and Ugandan shillings in hundredths that must be whole.
public final class CardAmounts {
  private static final Set<String> WHOLE =
      Set.of(
          "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF",
          "XOF", "XPF");
  private static final Set<String> THOUSANDTHS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");
  private static final BigInteger LARGEST = BigInteger.valueOf(99_999_999_999L);

  private CardAmounts() {}

  /// The amount in Stripe's units; empty when Stripe cannot count it exactly.
  public static Optional<Long> of(Money money) {
    Currency currency = money.currency();
    if (!currency.isIso4217()) {
      return Optional.empty();
    }
    int shift = exponent(currency) - currency.exponent();
    BigInteger factor = BigInteger.TEN.pow(Math.abs(shift));
    BigInteger[] counted =
        shift >= 0
            ? new BigInteger[] {money.amountMinor().multiply(factor), BigInteger.ZERO}
            : money.amountMinor().divideAndRemainder(factor);
    boolean exact = counted[1].signum() == 0 && counted[0].compareTo(LARGEST) <= 0;
    boolean charged =
        !THOUSANDTHS.contains(currency.code()) || counted[0].mod(BigInteger.TEN).signum() == 0;
    return exact && charged ? Optional.of(counted[0].longValueExact()) : Optional.empty();
  }

  /// The money that `amount` of Stripe's units of `code`, in any case, are. Throws
  /// `IllegalArgumentException` for an unknown currency and for a fraction of its smallest unit.
  public static Money money(long amount, String code) {
    Currency currency = Currency.of(code.toUpperCase(Locale.ROOT));
    int shift = currency.exponent() - exponent(currency);
    BigInteger factor = BigInteger.TEN.pow(Math.abs(shift));
    if (shift >= 0) {
      return new Money(BigInteger.valueOf(amount).multiply(factor), currency);
    }
    BigInteger[] whole = BigInteger.valueOf(amount).divideAndRemainder(factor);
    if (whole[1].signum() != 0) {
      throw new IllegalArgumentException("a fraction of " + currency);
    }
    return new Money(whole[0], currency);
  }

  private static int exponent(Currency currency) {
    if (WHOLE.contains(currency.code())) {
      return 0;
    }
    return THOUSANDTHS.contains(currency.code()) ? 3 : 2;
  }
}
