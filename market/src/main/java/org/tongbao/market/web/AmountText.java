package org.tongbao.market.web;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Amounts as people type them into forms: `1,299.00`, in major units of a currency.
public final class AmountText {
  private AmountText() {}

  /// Minor units; refuses with the name of the field what is no amount, is missing, or has more
  /// decimals than the currency.
  public static long minor(String field, @Nullable String typed, Currency currency) {
    return parse(field, Fields.line(field, typed, 20), currency);
  }

  /// [#minor] of a field that may be empty.
  public static OptionalLong optionalMinor(
      String field, @Nullable String typed, Currency currency) {
    String line = Fields.optionalLine(field, typed, 20);
    return line.isEmpty() ? OptionalLong.empty() : OptionalLong.of(parse(field, line, currency));
  }

  private static long parse(String field, String line, Currency currency) {
    String plain = line.replace(",", "");
    if (!plain.matches("[0-9]{1,12}(\\.[0-9]{1,8})?")) {
      throw Fields.malformed(field);
    }
    try {
      return Money.parse(new BigDecimal(plain).toPlainString(), currency)
          .amountMinor()
          .longValueExact();
    } catch (IllegalArgumentException | ArithmeticException tooFine) {
      throw Fields.malformed(field);
    }
  }
}
