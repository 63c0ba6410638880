package org.tongbao.market.promotion;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.promotion.PricedBasket.Stage;
import org.tongbao.market.promotion.PricedBasket.Use;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// One shop's part while it is priced. Every reduction is capped at what is left, and shared among
/// the lines in proportion to what is left of them. For one thread.
final class PartPricing {
  /// `MAX_VOUCHERS` of the contract `Orders`.
  static final int MOST_CAMPAIGNS = 4;

  private final Basket.Part part;
  private final Money none;
  private final List<Money> left;
  private final Map<UUID, Use> uses = new LinkedHashMap<>();
  private final List<PricedBasket.Step> steps = new ArrayList<>();
  private Money shippingLeft;
  private Money discount;
  private long points;
  private Money pointsValue;

  PartPricing(Basket.Part part, Currency currency) {
    this.part = part;
    this.none = Money.zero(currency);
    this.left = new ArrayList<>(part.lines().stream().map(Basket.Line::amount).toList());
    this.shippingLeft = part.shipping();
    this.discount = none;
    this.pointsValue = none;
  }

  /// What is left to pay of the goods.
  Money goodsLeft() {
    return sum(left);
  }

  Money shippingLeft() {
    return shippingLeft;
  }

  /// Whether one more campaign fits into the order, or this one is in it already.
  boolean hasRoomFor(Campaign campaign) {
    return campaign.serves(part.merchant())
        && (uses.containsKey(campaign.id()) || uses.size() < MOST_CAMPAIGNS);
  }

  boolean uses(Stage stage) {
    return steps.stream().anyMatch(step -> step.stage() == stage);
  }

  void reduceItems() {
    List<Money> perLine = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      perLine.add(part.lines().get(i).reduction().min(left.get(i)));
    }
    discount = discount.plus(take(Stage.ITEM, null, perLine));
  }

  /// What a coupon would take off; zero when its threshold is not reached by what is left.
  Money worth(Campaign coupon) {
    return goodsLeft().compareTo(coupon.threshold()) < 0 ? none : coupon.value().min(goodsLeft());
  }

  void useCoupon(Stage stage, Campaign coupon) {
    Money amount = take(stage, coupon.id(), shared(worth(coupon)));
    if (coupon.funded()) {
      uses.put(coupon.id(), new Use(coupon, 1, amount));
    } else {
      uses.put(coupon.id(), new Use(coupon, 1, none));
      discount = discount.plus(amount);
    }
  }

  /// Pays goods from a gift card.
  ///
  /// @return what it paid
  Money useGiftCard(Campaign card, Money available) {
    Money amount = take(Stage.VOUCHER, card.id(), shared(available.min(goodsLeft())));
    addToUse(card, amount);
    return amount;
  }

  void usePoints(long used, Money value) {
    points = used;
    pointsValue = take(Stage.POINTS, null, shared(value));
  }

  void reduceShipping() {
    Money amount = part.shippingReduction().min(shippingLeft);
    discount = discount.plus(takeFromShipping(null, amount));
  }

  /// Pays shipping from a gift card.
  ///
  /// @return what it paid
  Money useGiftCardForShipping(Campaign card, Money available) {
    Money amount = takeFromShipping(card.id(), available.min(shippingLeft));
    addToUse(card, amount);
    return amount;
  }

  PricedBasket.Part priced(long pointsEarned) {
    List<PricedBasket.Line> lines = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Basket.Line line = part.lines().get(i);
      lines.add(new PricedBasket.Line(line.variant(), line.amount(), left.get(i)));
    }
    return new PricedBasket.Part(
        part.merchant(),
        sum(part.lines().stream().map(Basket.Line::amount).toList()),
        part.shipping(),
        discount,
        List.copyOf(uses.values()),
        points,
        pointsValue,
        goodsLeft().plus(shippingLeft),
        pointsEarned,
        lines,
        steps);
  }

  private void addToUse(Campaign card, Money amount) {
    if (amount.isPositive()) {
      Use now = new Use(card, amount.amountMinor().longValueExact(), amount);
      uses.merge(
          card.id(),
          now,
          (before, more) ->
              new Use(card, before.units() + more.units(), before.value().plus(more.value())));
    }
  }

  /// An amount that is not above what is left, shared among the lines (largest remainder).
  private List<Money> shared(Money amount) {
    if (amount.isZero()) {
      return left.stream().map(line -> none).toList();
    }
    List<BigInteger> weights = left.stream().map(Money::amountMinor).toList();
    return amount.allocate(weights);
  }

  private Money take(Stage stage, @Nullable UUID campaign, List<Money> perLine) {
    Money amount = sum(perLine);
    if (amount.isPositive()) {
      for (int i = 0; i < left.size(); i++) {
        left.set(i, left.get(i).minus(perLine.get(i)));
      }
      steps.add(new PricedBasket.Step(stage, campaign, amount, perLine));
    }
    return amount;
  }

  private Money takeFromShipping(@Nullable UUID campaign, Money amount) {
    if (amount.isPositive()) {
      shippingLeft = shippingLeft.minus(amount);
      List<Money> perLine = left.stream().map(line -> none).toList();
      steps.add(new PricedBasket.Step(Stage.SHIPPING, campaign, amount, perLine));
    }
    return amount;
  }

  private Money sum(List<Money> amounts) {
    return Money.sum(amounts, none.currency());
  }
}
