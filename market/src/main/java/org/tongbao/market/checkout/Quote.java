package org.tongbao.market.checkout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.address.Address;
import org.tongbao.market.booking.Appointment;
import org.tongbao.market.cart.Cart;
import org.tongbao.market.catalog.Offer;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.promotion.PricedBasket;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The whole price of what is selected in a cart, line by line. The same cart, choices, prices and
/// promotions always give the same quote.
///
/// @param sellers one for each shop, in the order in which the cart names them
/// @param problems what keeps it from being ordered; lines and shops with a problem of their own
///   are not priced
/// @param unusedVouchers those chosen that took nothing off
record Quote(
    Cart cart,
    Address address,
    Currency currency,
    List<Seller> sellers,
    List<Problem> problems,
    List<UUID> unusedVouchers,
    long pointsAvailable,
    long pointsUsed,
    Money payable) {
  Quote {
    sellers = List.copyOf(sellers);
    problems = List.copyOf(problems);
    unusedVouchers = List.copyOf(unusedVouchers);
  }

  boolean isReady() {
    return problems.isEmpty();
  }

  /// How many of which variant it takes.
  Map<UUID, Integer> demand() {
    Map<UUID, Integer> demand = new TreeMap<>();
    sellers.forEach(
        seller ->
            seller.items.forEach(
                item -> demand.merge(item.stockItem(), item.quantity, Math::addExact)));
    return demand;
  }

  /// What one shop sells and delivers.
  ///
  /// @param items in the order of the priced lines
  /// @param delivery null while none is chosen that can be used
  /// @param choices the methods that can be chosen, and what each costs
  /// @param cashback what the buyer gets back of it when nothing can be returned any more
  record Seller(
      Merchant merchant,
      List<Item> items,
      @Nullable DeliveryMethod delivery,
      List<Choice> choices,
      PricedBasket.Part price,
      Money cashback,
      String message) {
    Seller {
      items = List.copyOf(items);
      choices = List.copyOf(choices);
    }
  }

  /// @param appointment when it is booked; null for what is sold by its stock
  record Item(Offer offer, int quantity, @Nullable Appointment appointment) {
    /// As what it stands in the stock.
    UUID stockItem() {
      return appointment == null ? offer.variant() : appointment.slot();
    }

    Money amount() {
      return offer.price().times(quantity);
    }
  }

  record Choice(DeliveryMethod method, Money price) {}

  /// Something that has to be put right before this can be ordered.
  ///
  /// @param variant the line it is about, if it is about one
  /// @param merchant the shop it is about, if it is about one
  /// @param available how many are left, where that is the problem
  record Problem(
      Kind kind, @Nullable UUID variant, @Nullable UUID merchant, @Nullable Integer available) {
    enum Kind {
      NOTHING_SELECTED,
      NOT_ON_SALE,
      SOLD_OUT,
      TOO_FEW_LEFT,
      /// The shop takes no orders in this currency.
      OTHER_CURRENCY,
      DELIVERY_NOT_CHOSEN,
      NOT_DELIVERED_THERE,
      SLOT_NOT_CHOSEN,
      /// No slot begins then, or it is too late or too early to book it.
      SLOT_NOT_OFFERED,
      /// A booked service is ordered apart from what else a shop sells, one at a time.
      SERVICE_NOT_ALONE
    }

    static Problem ofLine(Kind kind, UUID variant) {
      return new Problem(kind, variant, null, null);
    }

    static Problem ofShop(Kind kind, Merchant merchant) {
      return new Problem(kind, null, merchant.id().value(), null);
    }
  }

  /// Keccak-256 of everything that the buyer agrees to by confirming. Each part is preceded by its
  /// length, so that no two quotes run into the same text.
  Hash hash() {
    List<String> parts = new ArrayList<>();
    parts.add(String.valueOf(cart.id()));
    parts.add(String.valueOf(cart.version()));
    parts.add(address.id() + "." + address.version());
    parts.add(payable.toString());
    for (Seller seller : sellers) {
      seller.items.forEach(it -> parts.add(it.offer.detailsHash() + " x " + it.quantity));
      seller.items.stream()
          .map(Item::appointment)
          .filter(Objects::nonNull)
          .forEach(it -> parts.add(it.startsAt() + " to " + it.endsAt()));
      parts.add(seller.delivery == null ? "" : seller.delivery.id().toString());
      addPrice(seller.price, parts);
      parts.add(seller.cashback.toString());
    }
    String text = parts.stream().map(it -> it.length() + ":" + it).collect(Collectors.joining());
    return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void addPrice(PricedBasket.Part price, List<String> parts) {
    parts.add(price.goods() + " " + price.shipping() + " " + price.payable());
    parts.add(price.pointsUsed() + " " + price.pointsEarned());
    price.steps().forEach(it -> parts.add(it.stage() + " " + it.campaign() + " " + it.amount()));
  }
}
