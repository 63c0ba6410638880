package org.tongbao.market.inventory;

import java.util.UUID;

/// What there is of a variant.
///
/// @param onHand what lies in the warehouse and is not sold
/// @param reserved the part of it that is held for somebody
/// @param version grows whenever `onHand` changes; 0 where nothing was ever there
public record Stock(UUID variant, int onHand, int reserved, int version) {
  static Stock none(UUID variant) {
    return new Stock(variant, 0, 0, 0);
  }

  /// What can still be sold.
  public int available() {
    return onHand - reserved;
  }
}
