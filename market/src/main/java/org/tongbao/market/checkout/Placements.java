package org.tongbao.market.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.market.affiliate.Commission;
import org.tongbao.market.booking.Appointment;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.order.Placement;
import org.tongbao.market.promotion.Campaign;
import org.tongbao.market.promotion.PricedBasket;
import org.tongbao.market.promotion.PricedBasket.Stage;
import org.tongbao.market.promotion.PricedBasket.Step;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Writes a quote's shop as a part of an order: what the shop bears becomes discounts of lines and
/// delivery, what others pay for becomes vouchers and points.
final class Placements {
  private Placements() {}

  /// Throws `IllegalStateException` when the sums of quote and order differ.
  static Placement.Part part(
      UUID id,
      Quote.Seller seller,
      List<VoucherUse> vouchers,
      Optional<Commission> commission,
      Currency currency) {
    PricedBasket.Part price = seller.price();
    Placement.Part part =
        new Placement.Part(
            id,
            seller.merchant().id(),
            lines(seller, currency),
            delivery(seller, currency),
            vouchers,
            new Placement.Points(price.pointsUsed(), price.pointsValue(), price.pointsEarned()),
            price.steps().stream().map(it -> deduction(it, price)).toList(),
            new Placement.Sharing(
                seller.cashback(),
                commission.map(Commission::account).orElse(Address.ZERO),
                commission.map(Commission::amount).orElse(Money.zero(currency))),
            seller.message());
    if (!part.due(currency).equals(price.payable())) {
      throw new IllegalStateException(part.due(currency) + " due, not " + price.payable());
    }
    return part;
  }

  /// What a shop's goods cost, less what the shop takes off them.
  static Money goods(Quote.Seller seller) {
    PricedBasket.Part price = seller.price();
    Money goods = price.goods();
    for (Step step : price.steps()) {
      if (step.stage() != Stage.SHIPPING && isBorneByShop(step, price)) {
        goods = goods.minus(step.amount());
      }
    }
    return goods;
  }

  private static List<Placement.Line> lines(Quote.Seller seller, Currency currency) {
    List<Placement.Line> lines = new ArrayList<>();
    for (int i = 0; i < seller.items().size(); i++) {
      Quote.Item item = seller.items().get(i);
      Money discount = Money.zero(currency);
      for (Step step : seller.price().steps()) {
        if (isBorneByShop(step, seller.price())) {
          discount = discount.plus(step.perLine().get(i));
        }
      }
      lines.add(
          new Placement.Line(
              item.offer().variant(),
              item.offer().product(),
              item.offer().title(),
              item.offer().options(),
              item.offer().price(),
              item.quantity(),
              discount));
    }
    return lines;
  }

  private static Placement.Delivery delivery(Quote.Seller seller, Currency currency) {
    Appointment slot = seller.items().getFirst().appointment();
    if (slot != null) {
      Money nothing = Money.zero(currency);
      return new Placement.Delivery(
          slot.slot(), slot.text(), false, nothing, nothing, slot.endsAt());
    }
    DeliveryMethod method = Objects.requireNonNull(seller.delivery());
    Money discount =
        Money.sum(
            seller.price().steps().stream()
                .filter(it -> it.stage() == Stage.SHIPPING)
                .filter(it -> isBorneByShop(it, seller.price()))
                .map(Step::amount)
                .toList(),
            currency);
    return new Placement.Delivery(
        method.id(),
        method.name(),
        method.kind() == DeliveryMethod.Kind.PICKUP,
        seller.price().shipping(),
        discount);
  }

  private static Placement.Deduction deduction(Step step, PricedBasket.Part price) {
    Optional<Campaign> campaign = campaign(step.campaign(), price);
    return new Placement.Deduction(
        step.stage().name().toLowerCase(Locale.ROOT),
        campaign.map(it -> name(it.notice())).orElse(""),
        bearer(step, campaign, price),
        step.amount());
  }

  private static String bearer(Step step, Optional<Campaign> campaign, PricedBasket.Part price) {
    if (isBorneByShop(step, price)) {
      return "merchant";
    }
    // A gift card is money that somebody has paid before.
    return step.stage() == Stage.VOUCHER || step.stage() == Stage.SHIPPING
        ? "buyer"
        : campaign.filter(it -> it.merchant() != null).map(it -> "merchant").orElse("platform");
  }

  private static boolean isBorneByShop(Step step, PricedBasket.Part price) {
    return step.stage() != Stage.POINTS
        && campaign(step.campaign(), price).map(it -> !it.funded()).orElse(true);
  }

  private static Optional<Campaign> campaign(@Nullable UUID id, PricedBasket.Part price) {
    return price.uses().stream()
        .map(PricedBasket.Use::campaign)
        .filter(it -> it.id().equals(id))
        .findFirst();
  }

  private static String name(Campaign.Notice notice) {
    return notice.nameZh().isEmpty() ? notice.nameEn() : notice.nameZh();
  }
}
