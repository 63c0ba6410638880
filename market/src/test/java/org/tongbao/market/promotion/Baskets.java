package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Builders of baskets. Amounts are fen.
final class Baskets {
  static final MerchantId LOTUS = new MerchantId(new UUID(0, 1));
  static final MerchantId CEDAR = new MerchantId(new UUID(0, 2));
  static final PointRule ONE_FEN_EACH = new PointRule(Currency.CNY, 1, 100, 1, 1, 5000, 1);

  private Baskets() {}

  static Money fen(long minor) {
    return Money.ofMinor(minor, Currency.CNY);
  }

  static Basket.Part part(MerchantId shop, long shipping, long... amounts) {
    List<Basket.Line> lines =
        LongStream.of(amounts)
            .mapToObj(it -> new Basket.Line(UUID.randomUUID(), fen(it), fen(0)))
            .toList();
    return new Basket.Part(shop, lines, fen(shipping), fen(0));
  }

  static VoucherHeld coupon(@Nullable MerchantId shop, long value, long threshold) {
    return held(shop, VoucherKind.COUPON, shop == null, value, threshold, 1);
  }

  static VoucherHeld giftCard(long balance) {
    return held(null, VoucherKind.GIFT_CARD, true, 1, 0, balance);
  }

  static VoucherHeld held(
      @Nullable MerchantId shop,
      VoucherKind kind,
      boolean funded,
      long value,
      long threshold,
      long units) {
    UUID id = UUID.randomUUID();
    Campaign campaign =
        new Campaign(
            id,
            shop,
            kind,
            new Campaign.Notice("券", "voucher", "", ""),
            Address.ZERO,
            U256.ONE,
            fen(value),
            fen(threshold),
            funded,
            true,
            1000,
            1000,
            Instant.EPOCH,
            Instant.MAX,
            Campaign.State.PUBLISHED);
    return new VoucherHeld(campaign, units);
  }

  static Basket basket(List<Basket.Part> parts, List<VoucherHeld> vouchers, long points) {
    return new Basket(Currency.CNY, parts, vouchers, points, ONE_FEN_EACH);
  }
}
