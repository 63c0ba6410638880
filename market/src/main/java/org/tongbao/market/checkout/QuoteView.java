package org.tongbao.market.checkout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.booking.Appointment;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.promotion.PricedBasket;
import org.tongbao.primitives.money.Money;

/// A quote as programs read it. Sums hold: a shop's `payable` is its `goods` and `shipping` less
/// its `steps`, and the whole is the sum of the shops.
///
/// @param quoteHash what confirming names; null while there are problems
/// @param goods of all shops, before anything is taken off
/// @param reductions what all steps take off
public record QuoteView(
    int cartVersion,
    @Nullable String quoteHash,
    String currency,
    List<QuotedShop> shops,
    QuoteAmount goods,
    QuoteAmount shipping,
    QuoteAmount reductions,
    QuoteAmount payable,
    long pointsAvailable,
    long pointsUsed,
    List<UUID> unusedVouchers,
    List<QuoteProblemView> problems) {

  /// @param pointsEarned what the buyer gets when the order is complete
  /// @param cashback what the buyer gets back when nothing can be returned any more
  public record QuotedShop(
      UUID merchantId,
      String name,
      List<QuotedLine> lines,
      @Nullable UUID deliveryMethodId,
      List<QuotedDelivery> deliveries,
      List<QuotedStep> steps,
      QuoteAmount goods,
      QuoteAmount shipping,
      QuoteAmount payable,
      long pointsEarned,
      QuoteAmount cashback) {}

  /// @param amount price times quantity
  /// @param left what is left to pay of it after all steps
  /// @param slot when it is booked; null for what is sent
  public record QuotedLine(
      UUID variantId,
      UUID productId,
      String titleZh,
      String titleEn,
      String options,
      QuoteAmount price,
      int quantity,
      QuoteAmount amount,
      QuoteAmount left,
      @Nullable QuotedSlot slot) {}

  /// @param text for people, in the service's own time zone
  public record QuotedSlot(Instant startsAt, Instant endsAt, String text) {
    static @Nullable QuotedSlot of(@Nullable Appointment slot) {
      return slot == null ? null : new QuotedSlot(slot.startsAt(), slot.endsAt(), slot.text());
    }
  }

  public record QuotedDelivery(
      UUID methodId, String name, DeliveryMethod.Kind kind, QuoteAmount price) {}

  /// @param campaignId which one took it off, where it was one
  public record QuotedStep(
      PricedBasket.Stage stage, @Nullable UUID campaignId, QuoteAmount amount) {}

  public record QuoteAmount(long amountMinor, String currency) {
    static QuoteAmount of(Money money) {
      return new QuoteAmount(money.amountMinor().longValueExact(), money.currency().code());
    }
  }

  public record QuoteProblemView(
      Quote.Problem.Kind kind,
      @Nullable UUID variantId,
      @Nullable UUID merchantId,
      @Nullable Integer available) {}

  static QuoteView of(Quote quote) {
    Money nothing = Money.zero(quote.currency());
    Money goods = nothing;
    Money shipping = nothing;
    for (Quote.Seller seller : quote.sellers()) {
      goods = goods.plus(seller.price().goods());
      shipping = shipping.plus(seller.price().shipping());
    }
    return new QuoteView(
        quote.cart().version(),
        quote.isReady() ? quote.hash().toHex() : null,
        quote.currency().code(),
        quote.sellers().stream().map(QuoteView::shop).toList(),
        QuoteAmount.of(goods),
        QuoteAmount.of(shipping),
        QuoteAmount.of(goods.plus(shipping).minus(quote.payable())),
        QuoteAmount.of(quote.payable()),
        quote.pointsAvailable(),
        quote.pointsUsed(),
        quote.unusedVouchers(),
        quote.problems().stream()
            .map(it -> new QuoteProblemView(it.kind(), it.variant(), it.merchant(), it.available()))
            .toList());
  }

  private static QuotedShop shop(Quote.Seller seller) {
    Merchant merchant = seller.merchant();
    DeliveryMethod delivery = seller.delivery();
    PricedBasket.Part price = seller.price();
    return new QuotedShop(
        merchant.id().value(),
        merchant.name(),
        lines(seller),
        delivery == null ? null : delivery.id(),
        seller.choices().stream().map(QuoteView::delivery).toList(),
        price.steps().stream()
            .map(it -> new QuotedStep(it.stage(), it.campaign(), QuoteAmount.of(it.amount())))
            .toList(),
        QuoteAmount.of(price.goods()),
        QuoteAmount.of(price.shipping()),
        QuoteAmount.of(price.payable()),
        price.pointsEarned(),
        QuoteAmount.of(seller.cashback()));
  }

  private static List<QuotedLine> lines(Quote.Seller seller) {
    List<QuotedLine> lines = new ArrayList<>();
    for (int i = 0; i < seller.items().size(); i++) {
      Quote.Item item = seller.items().get(i);
      lines.add(
          new QuotedLine(
              item.offer().variant(),
              item.offer().product(),
              item.offer().titles().zh(),
              item.offer().titles().en(),
              item.offer().options(),
              QuoteAmount.of(item.offer().price()),
              item.quantity(),
              QuoteAmount.of(item.amount()),
              QuoteAmount.of(seller.price().lines().get(i).left()),
              QuotedSlot.of(item.appointment())));
    }
    return lines;
  }

  private static QuotedDelivery delivery(Quote.Choice choice) {
    return new QuotedDelivery(
        choice.method().id(),
        choice.method().name(),
        choice.method().kind(),
        QuoteAmount.of(choice.price()));
  }
}
