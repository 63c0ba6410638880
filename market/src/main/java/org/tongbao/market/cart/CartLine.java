package org.tongbao.market.cart;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Money;

/// So many of a variant.
///
/// @param selected whether the next order takes it
/// @param savedForLater whether it only waits in the cart; no order takes it
/// @param priceSeen of one piece, when the line was last set
/// @param slot when a booked service is to begin, as far as that was said; it holds nothing
public record CartLine(
    UUID variant,
    int quantity,
    boolean selected,
    boolean savedForLater,
    Money priceSeen,
    Instant addedAt,
    @Nullable Instant slot) {
  /// A line of something that is not booked.
  public CartLine(
      UUID variant,
      int quantity,
      boolean selected,
      boolean savedForLater,
      Money priceSeen,
      Instant addedAt) {
    this(variant, quantity, selected, savedForLater, priceSeen, addedAt, null);
  }

  static final int MOST = 999;

  CartLine withAtLeast(int other) {
    return new CartLine(
        variant, Math.max(quantity, other), selected, savedForLater, priceSeen, addedAt, slot);
  }

  /// Whether the next order takes it.
  public boolean isOrdered() {
    return selected && !savedForLater;
  }
}
