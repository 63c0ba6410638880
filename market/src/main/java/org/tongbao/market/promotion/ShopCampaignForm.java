package org.tongbao.market.promotion;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;

/// Reads what shops type about campaigns into what the REST API takes. Amounts are in major units,
/// times in UTC.
final class ShopCampaignForm {
  private ShopCampaignForm() {}

  static CampaignFields campaign(Map<String, String> typed, Currency currency) {
    VoucherKind kind =
        Arrays.stream(VoucherKind.values())
            .filter(it -> it.name().equals(typed.get("kind")))
            .findFirst()
            .orElseThrow(() -> Fields.malformed("kind"));
    boolean card = kind == VoucherKind.GIFT_CARD;
    return new CampaignFields(
        kind,
        typed.get("nameZh"),
        typed.get("nameEn"),
        typed.get("textZh"),
        typed.get("textEn"),
        null,
        card ? null : minor("value", typed, currency),
        minor("threshold", typed, currency),
        card ? minor("cap", typed, currency) : number("cap", typed),
        card ? minor("perAccount", typed, currency) : number("perAccount", typed),
        // Only a coupon can do without a pot.
        kind == VoucherKind.COUPON ? "true".equals(typed.get("funded")) : null,
        "true".equals(typed.get("open")),
        time("startsAt", typed),
        time("endsAt", typed));
  }

  static @Nullable Long minor(String field, Map<String, String> typed, Currency currency) {
    OptionalLong minor = AmountText.optionalMinor(field, typed.get(field), currency);
    return minor.isPresent() ? minor.getAsLong() : null;
  }

  static @Nullable Long number(String field, Map<String, String> typed) {
    String plain = typed.getOrDefault(field, "").strip();
    if (plain.isEmpty()) {
      return null;
    }
    if (!plain.matches("[0-9]{1,12}")) {
      throw Fields.malformed(field);
    }
    return Long.valueOf(plain);
  }

  /// As a browser's field writes it, `2026-12-24T18:00`.
  private static @Nullable Instant time(String field, Map<String, String> typed) {
    String text = typed.getOrDefault(field, "").strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException malformed) {
      throw Fields.malformed(field);
    }
  }
}
