package org.tongbao.market.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.market.promotion.Baskets.fen;
import static org.tongbao.market.promotion.Baskets.held;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What holds for every basket, whatever is in it.
final class DiscountsPropertyTest {
  private static final Money NONE = Money.zero(Currency.CNY);
  private static final List<VoucherKind> KINDS =
      List.of(VoucherKind.COUPON, VoucherKind.GIFT_CARD, VoucherKind.RECHARGE);

  /// M8 and M10: nothing falls below zero, and no minor unit is lost or made.
  @Property(tries = 2000)
  void sumsHoldAndNothingFallsBelowZero(@ForAll long seed) {
    Basket basket = basket(new Random(seed));
    PricedBasket priced = Discounts.price(basket);

    for (PricedBasket.Part part : priced.parts()) {
      Money vouchers = sum(part.uses().stream().map(PricedBasket.Use::value).toList());
      assertThat(part.payable())
          .isEqualTo(
              part.goods()
                  .plus(part.shipping())
                  .minus(part.discount())
                  .minus(vouchers)
                  .minus(part.pointsValue()));
      Money steps = sum(part.steps().stream().map(PricedBasket.Step::amount).toList());
      assertThat(part.goods().plus(part.shipping()).minus(steps)).isEqualTo(part.payable());
      assertThat(part.payable().isNegative()).isFalse();
      assertThat(part.lines()).noneMatch(line -> line.left().isNegative());
      linesAddUp(part);
    }
    assertThat(priced.payable())
        .isEqualTo(sum(priced.parts().stream().map(PricedBasket.Part::payable).toList()));
  }

  /// M10: each step's shares sum to the step, and what is left of a line is what no step took.
  private static void linesAddUp(PricedBasket.Part part) {
    for (PricedBasket.Step step : part.steps()) {
      boolean ofGoods = step.stage() != PricedBasket.Stage.SHIPPING;
      assertThat(sum(step.perLine())).isEqualTo(ofGoods ? step.amount() : NONE);
    }
    for (int i = 0; i < part.lines().size(); i++) {
      int line = i;
      Money taken = sum(part.steps().stream().map(step -> step.perLine().get(line)).toList());
      PricedBasket.Line priced = part.lines().get(i);
      assertThat(priced.left()).isEqualTo(priced.amount().minus(taken));
    }
  }

  /// What the contracts `Orders`, `Vouchers` and `Points` ask of terms.
  @Property(tries = 2000)
  void theContractsTakeWhatItUses(@ForAll long seed) {
    Basket basket = basket(new Random(seed));
    PricedBasket priced = Discounts.price(basket);

    long points = 0;
    for (PricedBasket.Part part : priced.parts()) {
      assertThat(part.uses()).hasSizeLessThanOrEqualTo(PartPricing.MOST_CAMPAIGNS);
      assertThat(part.discount().compareTo(part.goods().plus(part.shipping()))).isNotPositive();
      assertThat(part.pointsUsed() == 0).isEqualTo(part.pointsValue().isZero());
      assertThat(Baskets.ONE_FEN_EACH.valueOf(part.pointsUsed())).isEqualTo(part.pointsValue());
      for (PricedBasket.Use use : part.uses()) {
        assertThat(use.campaign().serves(part.merchant())).isTrue();
        assertThat(use.campaign().threshold().compareTo(part.goods())).isNotPositive();
        Money worth = use.campaign().value().times(use.units());
        assertThat(use.value().compareTo(worth)).isNotPositive();
        if (use.campaign().kind() == VoucherKind.GIFT_CARD) {
          assertThat(use.value()).isEqualTo(worth);
        } else {
          assertThat(use.units()).isOne();
        }
        if (!use.campaign().funded()) {
          assertThat(use.value().isZero()).isTrue();
        }
      }
      points += part.pointsUsed();
    }
    assertThat(points).isEqualTo(priced.pointsUsed()).isLessThanOrEqualTo(basket.points());
  }

  /// No voucher gives more than its owner has, over all parts together.
  @Property(tries = 2000)
  void nobodyUsesMoreThanThereIs(@ForAll long seed) {
    Basket basket = basket(new Random(seed));
    PricedBasket priced = Discounts.price(basket);

    for (VoucherHeld held : basket.vouchers()) {
      long used =
          priced.parts().stream()
              .flatMap(part -> part.uses().stream())
              .filter(use -> use.campaign().id().equals(held.campaign().id()))
              .mapToLong(PricedBasket.Use::units)
              .sum();
      boolean coupon = held.campaign().kind() == VoucherKind.COUPON;
      assertThat(used).isLessThanOrEqualTo(coupon ? Math.min(1, held.units()) : held.units());
      assertThat(priced.unused().contains(held.campaign().id())).isEqualTo(used == 0);
    }
  }

  /// M9: the same basket always costs the same.
  @Property(tries = 500)
  void theSameBasketCostsTheSame(@ForAll long seed) {
    Basket basket = basket(new Random(seed));

    assertThat(Discounts.price(basket)).isEqualTo(Discounts.price(basket));
  }

  private static Basket basket(Random random) {
    List<MerchantId> shops = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      shops.add(new MerchantId(new UUID(random.nextLong(), i)));
    }
    List<Basket.Part> parts = shops.stream().map(shop -> part(shop, random)).toList();
    List<VoucherHeld> vouchers = new ArrayList<>();
    for (int i = 0; i < random.nextInt(7); i++) {
      vouchers.add(voucher(shops, random));
    }
    return Baskets.basket(parts, vouchers, amount(random));
  }

  private static Basket.Part part(MerchantId shop, Random random) {
    List<Basket.Line> lines = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      Money reduction = random.nextBoolean() ? NONE : fen(amount(random));
      lines.add(new Basket.Line(new UUID(0, i), fen(amount(random)), reduction));
    }
    Money free = random.nextInt(3) == 0 ? fen(amount(random)) : NONE;
    return new Basket.Part(shop, lines, fen(amount(random)), free);
  }

  private static VoucherHeld voucher(List<MerchantId> shops, Random random) {
    int whose = random.nextInt(shops.size() + 1);
    MerchantId shop = whose == shops.size() ? null : shops.get(whose);
    VoucherKind kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean card = kind == VoucherKind.GIFT_CARD;
    boolean funded = shop == null || kind != VoucherKind.COUPON || random.nextBoolean();
    long threshold = random.nextBoolean() ? 0 : amount(random);
    return held(
        shop,
        kind,
        funded,
        card ? 1 : 1 + amount(random),
        card ? 0 : threshold,
        card ? amount(random) : random.nextInt(3));
  }

  /// Small, large and odd ones, and often zero.
  private static long amount(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextInt(10);
      case 2 -> random.nextInt(1_000);
      default -> random.nextInt(1_000_000);
    };
  }

  private static Money sum(List<Money> amounts) {
    return Money.sum(amounts, Currency.CNY);
  }
}
