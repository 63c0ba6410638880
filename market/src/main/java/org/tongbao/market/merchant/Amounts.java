package org.tongbao.market.merchant;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Numbers as the REST API takes and gives them.
public final class Amounts {
  /// The largest amount that is taken from outside, in minor units: far below what sums of it could
  /// overflow.
  public static final long LARGEST_MINOR = 1_000_000_000_000L;

  private Amounts() {}

  /// A number that must be there; refuses with the name of the field.
  public static int between(String field, @Nullable Integer value, int least, int most) {
    int given = Fields.required(field, value);
    if (given < least || given > most) {
      throw Fields.malformed(field);
    }
    return given;
  }

  /// [#between] for larger numbers.
  public static long between(String field, @Nullable Long value, long least, long most) {
    long given = Fields.required(field, value);
    if (given < least || given > most) {
      throw Fields.malformed(field);
    }
    return given;
  }

  /// An amount of at least `least` minor units.
  public static Money minor(String field, @Nullable Long value, long least, Currency currency) {
    return Money.ofMinor(between(field, value, least, LARGEST_MINOR), currency);
  }

  /// An amount as JSON shows it.
  public record MoneyView(BigInteger amountMinor, String currency) {
    public static MoneyView of(Money money) {
      return new MoneyView(money.amountMinor(), money.currency().code());
    }
  }
}
