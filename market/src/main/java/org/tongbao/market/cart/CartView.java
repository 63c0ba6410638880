package org.tongbao.market.cart;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Money;

/// A cart as programs read it, its prices in one currency.
///
/// @param shops in the order in which something of them was first put in
/// @param gone lines that have no offer in this currency any more
/// @param savedForLater lines that only wait
/// @param selected the sum of what the next order takes, before any discount; lines that cannot be
///   bought are left out
/// @param problems how many selected lines have a notice that keeps them from being ordered
public record CartView(
    int version,
    String currency,
    List<CartShop> shops,
    List<CartEntry> gone,
    List<CartEntry> savedForLater,
    CartAmount selected,
    int problems) {

  public record CartShop(UUID merchantId, String name, List<CartEntry> lines) {}

  /// @param price of one piece now; null where it has none in this currency any more
  /// @param priceSeen when the line was last set, in the currency of that time
  /// @param available how many can be bought now
  /// @param slot when a booked service is to begin, for people; null where that is not chosen, or
  ///   not offered any more
  /// @param notices what has changed since, see [Notice]
  public record CartEntry(
      UUID variantId,
      @Nullable UUID productId,
      @Nullable CartTitles titles,
      String options,
      @Nullable String picture,
      int quantity,
      boolean selected,
      @Nullable CartAmount price,
      CartAmount priceSeen,
      @Nullable CartAmount total,
      int available,
      @Nullable String slot,
      List<Notice> notices) {
    boolean canBeOrdered() {
      return notices.stream().noneMatch(it -> it.stops);
    }
  }

  /// Empty in a language it was not written in.
  public record CartTitles(String zh, String en) {}

  public record CartAmount(long amountMinor, String currency) {
    static CartAmount of(Money money) {
      return new CartAmount(money.amountMinor().longValueExact(), money.currency().code());
    }
  }

  /// What a buyer is told about a line.
  public enum Notice {
    PRICE_ROSE(false),
    PRICE_FELL(false),
    /// Fewer are left than the line wants.
    TOO_FEW_LEFT(true),
    SOLD_OUT(true),
    /// Withdrawn, without a price in this currency, or of a shop that takes no orders.
    NOT_ON_SALE(true);

    private final boolean stops;

    Notice(boolean stops) {
      this.stops = stops;
    }
  }
}
