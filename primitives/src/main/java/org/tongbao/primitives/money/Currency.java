package org.tongbao.primitives.money;

import java.util.Map;
import java.util.Optional;

/// What an amount is counted in: a currency of ISO 4217, or one of the cryptocurrencies taken as
/// payment.
///
/// The exponent says how many decimal places the smallest unit has: 2 for CNY (fen), 0 for JPY, 3
/// for KWD, 4 for CLF, 8 for BTC (satoshi), 18 for ETH (wei). For ISO currencies it is the one the
/// JDK publishes from ISO 4217; codes without minor units of their own (gold, special drawing
/// rights, test codes) are not currencies here.
public record Currency(String code, int exponent) {
  public static final Currency CNY = of("CNY");
  public static final Currency USD = of("USD");
  public static final Currency EUR = of("EUR");
  public static final Currency BRL = of("BRL");
  public static final Currency JPY = of("JPY");
  public static final Currency BTC = of("BTC");
  public static final Currency ETH = of("ETH");
  public static final Currency LTC = of("LTC");

  /// Refuses a code that is not known, and an exponent that is not the code's own, so that two
  /// amounts of one code always count the same unit.
  public Currency {
    int known =
        exponentOf(code)
            .orElseThrow(() -> new IllegalArgumentException("unknown currency: " + code));
    if (exponent != known) {
      throw new IllegalArgumentException(code + " has exponent " + known + ", not " + exponent);
    }
  }

  /// The currency with this upper-case code; throws `IllegalArgumentException` for an unknown one.
  public static Currency of(String code) {
    return find(code).orElseThrow(() -> new IllegalArgumentException("unknown currency: " + code));
  }

  public static Optional<Currency> find(String code) {
    return exponentOf(code).map(exponent -> new Currency(code, exponent));
  }

  /// Whether ISO 4217 lists it; the others are cryptocurrencies.
  public boolean isIso4217() {
    return !Crypto.EXPONENTS.containsKey(code);
  }

  @Override
  public String toString() {
    return code;
  }

  private static Optional<Integer> exponentOf(String code) {
    Integer crypto = Crypto.EXPONENTS.get(code);
    return crypto != null ? Optional.of(crypto) : isoExponent(code);
  }

  private static Optional<Integer> isoExponent(String code) {
    try {
      int digits = java.util.Currency.getInstance(code).getDefaultFractionDigits();
      return digits < 0 ? Optional.empty() : Optional.of(digits);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /// Kept apart so that the table exists before the constants of the record are made.
  private static final class Crypto {
    static final Map<String, Integer> EXPONENTS = Map.of("BTC", 8, "ETH", 18, "LTC", 8);
  }
}
