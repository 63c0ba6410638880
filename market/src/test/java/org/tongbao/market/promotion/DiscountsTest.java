package org.tongbao.market.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.market.promotion.Baskets.CEDAR;
import static org.tongbao.market.promotion.Baskets.LOTUS;
import static org.tongbao.market.promotion.Baskets.basket;
import static org.tongbao.market.promotion.Baskets.coupon;
import static org.tongbao.market.promotion.Baskets.fen;
import static org.tongbao.market.promotion.Baskets.giftCard;
import static org.tongbao.market.promotion.Baskets.held;
import static org.tongbao.market.promotion.Baskets.part;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.promotion.PricedBasket.Stage;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Amounts are fen. M8, M9 and M10 as properties are in [DiscountsPropertyTest].
final class DiscountsTest {

  /// M9: one published order. Each step is counted by hand.
  @Test
  void appliesEveryStageInThePublishedOrder() {
    var line = new Basket.Line(UUID.randomUUID(), fen(10_000), fen(1_000));
    var part = new Basket.Part(LOTUS, List.of(line), fen(800), fen(300));
    var vouchers = List.of(giftCard(2_100), coupon(null, 1_500, 0), coupon(LOTUS, 500, 9_000));

    PricedBasket priced = Discounts.price(basket(List.of(part), vouchers, 100_000));

    PricedBasket.Part only = priced.parts().getFirst();
    assertThat(only.steps().stream().map(it -> it.stage() + " " + it.amount().amountMinor()))
        .containsExactly(
            "ITEM 1000", // 9000 left
            "MERCHANT 500", // its threshold of 9000 is just reached: 8500
            "PLATFORM 1500", // 7000
            "VOUCHER 2100", // 4900
            "POINTS 2450", // half of that at most: 2450
            "SHIPPING 300"); // 500 left of 800, and the gift card is empty
    assertThat(only.goods()).isEqualTo(fen(10_000));
    assertThat(only.discount()).as("what the shop bears").isEqualTo(fen(1_800));
    assertThat(only.uses())
        .extracting(PricedBasket.Use::value)
        .containsExactly(fen(0), fen(1_500), fen(2_100));
    assertThat(only.pointsUsed()).isEqualTo(2_450);
    assertThat(priced.payable()).isEqualTo(fen(2_450 + 500));
    assertThat(only.pointsEarned()).as("of what is paid for goods").isEqualTo(24);
    assertThat(priced.unused()).isEmpty();
  }

  /// M9: the order in which a buyer names vouchers of different stages changes nothing.
  @Test
  void doesNotDependOnTheOrderOfTheBasket() {
    var part = part(LOTUS, 0, 3_333, 6_667);
    var shops = coupon(LOTUS, 700, 0);
    var platforms = coupon(null, 900, 0);
    var card = giftCard(1_111);

    var one = Discounts.price(basket(List.of(part), List.of(shops, platforms, card), 50));
    var other = Discounts.price(basket(List.of(part), List.of(card, platforms, shops), 50));

    assertThat(one).isEqualTo(other);
  }

  /// M8: a coupon that is worth more than the goods.
  @Test
  void capsACouponAtWhatIsLeft() {
    PricedBasket priced =
        Discounts.price(
            basket(List.of(part(LOTUS, 500, 300, 400)), List.of(coupon(LOTUS, 9_999, 0)), 50));

    assertThat(priced.payable()).as("shipping remains").isEqualTo(fen(500));
    assertThat(priced.pointsUsed()).isZero();
    assertThat(priced.parts().getFirst().discount()).isEqualTo(fen(700));
  }

  /// M9: a threshold is compared with what the step before left.
  @Test
  void comparesThresholdsWithWhatIsLeft() {
    var platforms = coupon(null, 100, 9_900);
    PricedBasket reached =
        Discounts.price(basket(List.of(part(LOTUS, 0, 9_900)), List.of(platforms), 0));
    PricedBasket missed =
        Discounts.price(
            basket(List.of(part(LOTUS, 0, 9_900)), List.of(coupon(LOTUS, 1, 0), platforms), 0));

    assertThat(reached.payable()).isEqualTo(fen(9_800));
    assertThat(missed.payable()).isEqualTo(fen(9_899));
    assertThat(missed.unused()).containsExactly(platforms.campaign().id());
  }

  @Test
  void usesThePlatformsCouponWhereItTakesMostOff() {
    var parts = List.of(part(LOTUS, 0, 300), part(CEDAR, 0, 2_000), part3(2_000));
    PricedBasket priced = Discounts.price(basket(parts, List.of(coupon(null, 1_000, 0)), 0));

    assertThat(priced.parts().stream().map(PricedBasket.Part::payable))
        .as("the first of those where it takes most")
        .containsExactly(fen(300), fen(1_000), fen(2_000));
  }

  @Test
  void aShopsVouchersServeThatShopAlone() {
    var card = held(CEDAR, VoucherKind.GIFT_CARD, true, 1, 0, 5_000);
    var mine = coupon(CEDAR, 500, 0);
    PricedBasket priced =
        Discounts.price(basket(List.of(part(LOTUS, 100, 1_000)), List.of(card, mine), 0));

    assertThat(priced.payable()).isEqualTo(fen(1_100));
    assertThat(priced.unused()).containsExactly(card.campaign().id(), mine.campaign().id());
  }

  @Test
  void usesOneCouponOfAShopAndFourVouchersAtMost() {
    var vouchers =
        List.of(
            coupon(LOTUS, 10, 0),
            coupon(LOTUS, 20, 0),
            coupon(null, 30, 0),
            giftCard(40),
            giftCard(50),
            giftCard(60));
    PricedBasket priced = Discounts.price(basket(List.of(part(LOTUS, 0, 1_000)), vouchers, 0));

    assertThat(priced.parts().getFirst().uses()).hasSize(4);
    assertThat(priced.payable()).isEqualTo(fen(1_000 - 10 - 30 - 40 - 50));
    assertThat(priced.unused()).hasSize(2);
  }

  @Test
  void aGiftCardPaysShippingWithWhatTheGoodsLeft() {
    PricedBasket priced =
        Discounts.price(basket(List.of(part(LOTUS, 500, 1_000)), List.of(giftCard(1_200)), 0));

    PricedBasket.Part only = priced.parts().getFirst();
    assertThat(priced.payable()).isEqualTo(fen(300));
    assertThat(only.uses())
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.units()).isEqualTo(1_200);
              assertThat(use.value()).isEqualTo(fen(1_200));
            });
    assertThat(only.steps())
        .extracting(PricedBasket.Step::stage)
        .containsExactly(Stage.VOUCHER, Stage.SHIPPING);
  }

  @Test
  void leavesRechargeCouponsAndOtherCurrenciesAlone() {
    var recharge = held(null, VoucherKind.RECHARGE, true, 100, 0, 3);
    var parts = List.of(part(LOTUS, 0, 1_000));
    var dollars = new Basket(Currency.USD, inDollars(), List.of(coupon(LOTUS, 100, 0)), 0, null);

    assertThat(Discounts.price(basket(parts, List.of(recharge), 0)).unused()).hasSize(1);
    assertThat(Discounts.price(dollars).unused()).hasSize(1);
  }

  private static List<Basket.Part> inDollars() {
    var zero = Money.zero(Currency.USD);
    var price = Money.ofMinor(500, Currency.USD);
    var line = new Basket.Line(UUID.randomUUID(), price, zero);
    return List.of(new Basket.Part(LOTUS, List.of(line), zero, zero));
  }

  private static Basket.Part part3(long amount) {
    return part(new MerchantId(new UUID(0, 3)), 0, amount);
  }
}
