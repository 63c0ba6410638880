package org.tongbao.market.wallet;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Reads amounts and addresses that programs send.
final class Amounts {
  /// More than this is a slip: the contracts and the table count further.
  private static final long LARGEST = 1_000_000_000_000L;

  private Amounts() {}

  /// Minor units by the exponent of ISO 4217.
  record AmountFields(@Nullable Long amountMinor, @Nullable String currency) {}

  static Money money(String field, @Nullable AmountFields fields) {
    AmountFields given = Fields.required(field, fields);
    long minor = Fields.required(field + ".amountMinor", given.amountMinor());
    if (minor <= 0 || minor > LARGEST) {
      throw Fields.malformed(field + ".amountMinor");
    }
    String code = Fields.line(field + ".currency", given.currency(), 3);
    return Money.ofMinor(
        minor, Currency.find(code).orElseThrow(() -> Fields.malformed(field + ".currency")));
  }

  /// A web address, absolute, over HTTP.
  static URI address(String field, @Nullable String value) {
    String line = Fields.line(field, value, 500);
    try {
      URI address = URI.create(line);
      if (address.getHost() != null && line.matches("https?://.*")) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw Fields.malformed(field);
    }
    throw Fields.malformed(field);
  }
}
