package org.tongbao.market.promotion;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A campaign as programs send it. Amounts in minor units; times are cut to whole seconds.
/// `valueMinor` is what one unit is worth at most; a gift card's units are minor units of money, so
/// that it is 1 there and need not be said. Without `startsAt` it starts at once: a little earlier
/// by our clock, since the chain's may be behind. `funded` says that a pot of money pays; only a
/// shop's own coupon can do without, and does unless it says otherwise. `open` campaigns are
/// claimed by buyers, others handed out.
record CampaignFields(
    @Nullable VoucherKind kind,
    @Nullable String nameZh,
    @Nullable String nameEn,
    @Nullable String textZh,
    @Nullable String textEn,
    @Nullable String currency,
    @Nullable Long valueMinor,
    @Nullable Long thresholdMinor,
    @Nullable Long cap,
    @Nullable Long perAccount,
    @Nullable Boolean funded,
    @Nullable Boolean open,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt) {
  private static final int NAME_LIMIT = 60;
  private static final int TEXT_LIMIT = 500;
  private static final Duration LONGEST = Duration.ofDays(2 * 365);
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(10);
  private static final BigInteger LARGEST_POT = BigInteger.TEN.pow(15);

  /// Checks everything; refuses with the name of the field.
  ///
  /// @param bearer null for the platform
  CampaignDraft draft(@Nullable MerchantId bearer, Currency money, Instant now) {
    VoucherKind chosen = Fields.required("kind", kind);
    long most = Amounts.between("cap", cap, 1, Amounts.LARGEST_MINOR);
    Money value = value(chosen, money);
    if (value.amountMinor().multiply(BigInteger.valueOf(most)).compareTo(LARGEST_POT) > 0) {
      throw Fields.malformed("cap");
    }
    Instant start = startsAt == null ? now.minus(CLOCK_SLACK) : startsAt;
    return new CampaignDraft(
        bearer,
        chosen,
        notice(),
        value,
        threshold(chosen, money),
        hasPot(chosen, bearer),
        !Boolean.FALSE.equals(open),
        most,
        Amounts.between("perAccount", perAccount, 1, most),
        start.truncatedTo(ChronoUnit.SECONDS),
        end(start, now));
  }

  private Campaign.Notice notice() {
    return new Campaign.Notice(
        Fields.line("nameZh", nameZh, NAME_LIMIT),
        Fields.line("nameEn", nameEn, NAME_LIMIT),
        Fields.optionalLine("textZh", textZh, TEXT_LIMIT),
        Fields.optionalLine("textEn", textEn, TEXT_LIMIT));
  }

  private Money value(VoucherKind chosen, Currency money) {
    if (chosen != VoucherKind.GIFT_CARD) {
      return Amounts.minor("valueMinor", valueMinor, 1, money);
    }
    if (valueMinor != null && valueMinor != 1) {
      throw Fields.malformed("valueMinor");
    }
    return Money.ofMinor(1, money);
  }

  private Money threshold(VoucherKind chosen, Currency money) {
    if (thresholdMinor == null) {
      return Money.zero(money);
    }
    Money threshold = Amounts.minor("thresholdMinor", thresholdMinor, 0, money);
    if (chosen == VoucherKind.RECHARGE && threshold.isPositive()) {
      throw Fields.malformed("thresholdMinor");
    }
    return threshold;
  }

  private boolean hasPot(VoucherKind chosen, @Nullable MerchantId bearer) {
    boolean needed = bearer == null || chosen != VoucherKind.COUPON;
    if (needed && Boolean.FALSE.equals(funded)) {
      throw Fields.malformed("funded");
    }
    return needed || Boolean.TRUE.equals(funded);
  }

  private Instant end(Instant start, Instant now) {
    Instant end = Fields.required("endsAt", endsAt).truncatedTo(ChronoUnit.SECONDS);
    boolean early = !end.isAfter(now) || !end.isAfter(start.truncatedTo(ChronoUnit.SECONDS));
    if (early || end.isAfter(now.plus(LONGEST))) {
      throw Fields.malformed("endsAt");
    }
    return end;
  }
}
