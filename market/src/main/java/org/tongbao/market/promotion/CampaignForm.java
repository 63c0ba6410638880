package org.tongbao.market.promotion;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;

/// A campaign as people type it: amounts in major units, times of UTC. Fields are named as programs
/// name them, so that what is wrong stands beside them.
final class CampaignForm {
  private CampaignForm() {}

  static CampaignFields of(Map<String, String> form, Currency money) {
    VoucherKind kind = kind(text(form, "kind"));
    boolean giftCard = kind == VoucherKind.GIFT_CARD;
    OptionalLong threshold =
        AmountText.optionalMinor("thresholdMinor", form.get("thresholdMinor"), money);
    return new CampaignFields(
        kind,
        form.get("nameZh"),
        form.get("nameEn"),
        form.get("textZh"),
        form.get("textEn"),
        money.code(),
        giftCard ? null : AmountText.minor("valueMinor", form.get("valueMinor"), money),
        threshold.isPresent() ? threshold.getAsLong() : null,
        giftCard
            ? Long.valueOf(AmountText.minor("cap", form.get("cap"), money))
            : number("cap", text(form, "cap")),
        giftCard
            ? Long.valueOf(AmountText.minor("perAccount", form.get("perAccount"), money))
            : number("perAccount", text(form, "perAccount")),
        null,
        form.containsKey("open"),
        time("startsAt", text(form, "startsAt")),
        time("endsAt", text(form, "endsAt")));
  }

  private static VoucherKind kind(String name) {
    return Stream.of(VoucherKind.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Fields.malformed("kind"));
  }

  /// A whole number; null where none was typed.
  static @Nullable Long number(String field, String typed) {
    if (typed.isEmpty()) {
      return null;
    }
    if (!typed.matches("[0-9]{1,15}")) {
      throw Fields.malformed(field);
    }
    return Long.valueOf(typed);
  }

  private static @Nullable Instant time(String field, String typed) {
    if (typed.isEmpty()) {
      return null;
    }
    try {
      return LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException malformed) {
      throw Fields.malformed(field);
    }
  }

  static String text(Map<String, String> form, String field) {
    return form.getOrDefault(field, "").strip();
  }
}
