package org.tongbao.market.promotion;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.promotion.PricedBasket.Stage;
import org.tongbao.primitives.money.Money;

/// Prices a basket. What is taken off is taken in one published order ([Stage]), each step capped
/// at what the one before it left, so that the same basket always costs the same and nothing falls
/// below zero.
///
/// - Of a shop's coupons the first that can be used is; of the platform's one for each shop, where
///   it takes most off.
/// - A threshold is compared with what is left of the goods when its turn comes.
/// - Coupons and points pay goods; a gift card is money and pays shipping too, at the end.
/// - Points are shared among the shops in proportion to what they may pay there.
public final class Discounts {
  private final Basket basket;
  private final List<PartPricing> parts;
  private final Map<UUID, Money> giftCards = new HashMap<>();
  private final Set<UUID> used = new HashSet<>();

  private Discounts(Basket basket) {
    this.basket = basket;
    this.parts =
        basket.parts().stream().map(part -> new PartPricing(part, basket.currency())).toList();
  }

  /// Whether the vouchers run is the caller's to know; those in another currency are left unused.
  public static PricedBasket price(Basket basket) {
    return new Discounts(basket).price();
  }

  private PricedBasket price() {
    parts.forEach(PartPricing::reduceItems);
    coupons(false).forEach(this::useShopsCoupon);
    coupons(true).forEach(this::usePlatformsCoupon);
    giftCards().forEach(this::payGoodsBy);
    long points = usePoints();
    parts.forEach(PartPricing::reduceShipping);
    giftCards().forEach(this::payShippingBy);
    List<PricedBasket.Part> priced = parts.stream().map(this::priced).toList();
    Money payable =
        Money.sum(priced.stream().map(PricedBasket.Part::payable).toList(), basket.currency());
    return new PricedBasket(priced, payable, points, unused());
  }

  private PricedBasket.Part priced(PartPricing part) {
    return part.priced(basket.rule().map(rule -> rule.earned(part.goodsLeft())).orElse(0L));
  }

  private void useShopsCoupon(Campaign coupon) {
    parts.stream()
        .filter(part -> part.hasRoomFor(coupon) && !part.uses(Stage.MERCHANT))
        .filter(part -> part.worth(coupon).isPositive())
        .findFirst()
        .ifPresent(part -> use(part, Stage.MERCHANT, coupon));
  }

  private void usePlatformsCoupon(Campaign coupon) {
    // Of equals, max answers the first.
    parts.stream()
        .filter(part -> part.hasRoomFor(coupon) && !part.uses(Stage.PLATFORM))
        .filter(part -> part.worth(coupon).isPositive())
        .max(Comparator.comparing(part -> part.worth(coupon)))
        .ifPresent(part -> use(part, Stage.PLATFORM, coupon));
  }

  private void use(PartPricing part, Stage stage, Campaign coupon) {
    part.useCoupon(stage, coupon);
    used.add(coupon.id());
  }

  private void payGoodsBy(Campaign card) {
    for (PartPricing part : parts) {
      if (part.hasRoomFor(card)) {
        spend(card, part.useGiftCard(card, balance(card)));
      }
    }
  }

  private void payShippingBy(Campaign card) {
    for (PartPricing part : parts) {
      if (part.hasRoomFor(card)) {
        spend(card, part.useGiftCardForShipping(card, balance(card)));
      }
    }
  }

  private Money balance(Campaign card) {
    return giftCards.getOrDefault(card.id(), Money.zero(basket.currency()));
  }

  private void spend(Campaign card, Money amount) {
    if (amount.isPositive()) {
      giftCards.put(card.id(), balance(card).minus(amount));
      used.add(card.id());
    }
  }

  private long usePoints() {
    return basket.rule().map(this::usePoints).orElse(0L);
  }

  private long usePoints(PointRule rule) {
    List<Money> most = parts.stream().map(part -> rule.most(part.goodsLeft())).toList();
    Money limit = Money.sum(most, basket.currency());
    long points = Math.min(basket.points(), rule.pointsFor(limit));
    if (points == 0) {
      return 0;
    }
    // Largest remainder, as for money; here the units are points.
    List<BigInteger> weights = most.stream().map(Money::amountMinor).toList();
    List<Money> shares = Money.ofMinor(points, basket.currency()).allocate(weights);
    long used = 0;
    for (int i = 0; i < parts.size(); i++) {
      long share = shares.get(i).amountMinor().longValueExact();
      Money value = rule.valueOf(share).min(most.get(i));
      long spent = rule.pointsFor(value);
      if (value.isPositive()) {
        parts.get(i).usePoints(spent, value);
        used += spent;
      }
    }
    return used;
  }

  private List<Campaign> coupons(boolean platform) {
    return basket.vouchers().stream()
        .filter(held -> held.units() > 0)
        .map(VoucherHeld::campaign)
        .filter(it -> it.kind() == VoucherKind.COUPON && inCurrency(it))
        .filter(it -> (it.merchant() == null) == platform)
        .toList();
  }

  private List<Campaign> giftCards() {
    List<Campaign> cards = new ArrayList<>();
    for (VoucherHeld held : basket.vouchers()) {
      Campaign card = held.campaign();
      if (card.kind() == VoucherKind.GIFT_CARD && inCurrency(card)) {
        giftCards.putIfAbsent(card.id(), Money.ofMinor(held.units(), basket.currency()));
        cards.add(card);
      }
    }
    return cards;
  }

  private boolean inCurrency(Campaign campaign) {
    return campaign.value().currency().equals(basket.currency());
  }

  private List<UUID> unused() {
    return basket.vouchers().stream()
        .map(held -> held.campaign().id())
        .filter(id -> !used.contains(id))
        .toList();
  }
}
