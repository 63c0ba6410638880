package org.tongbao.market.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Amounts as people read them: with the sign of their currency, or its code where the sign says
/// too little, and exactly as many decimals as the currency has.
public final class MoneyText {
  private static final Map<String, String> SIGNS =
      Map.of("CNY", "¥", "USD", "$", "EUR", "€", "BRL", "R$");

  private MoneyText() {}

  public static String of(Money money) {
    return of(money.amountMinor(), money.currency());
  }

  public static String of(long amountMinor, String currency) {
    return of(BigInteger.valueOf(amountMinor), Currency.of(currency));
  }

  /// A whole number with its thousands apart.
  public static String whole(long number) {
    return pattern("#,##0").format(number);
  }

  /// The amount without its currency, as fields of a form hold it: `129.00`.
  public static String plain(long amountMinor, String currency) {
    return Money.ofMinor(amountMinor, Currency.of(currency)).toDecimal().toPlainString();
  }

  private static String of(BigInteger amountMinor, Currency currency) {
    BigDecimal decimal = new BigDecimal(amountMinor.abs(), currency.exponent());
    String digits = currency.exponent() == 0 ? "" : "." + "0".repeat(currency.exponent());
    String number = pattern("#,##0" + digits).format(decimal);
    String sign = SIGNS.get(currency.code());
    return (amountMinor.signum() < 0 ? "−" : "")
        + (sign == null ? currency.code() + "\u00a0" : sign)
        + number;
  }

  private static DecimalFormat pattern(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}
