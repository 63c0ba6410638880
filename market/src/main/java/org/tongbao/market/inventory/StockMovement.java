package org.tongbao.market.inventory;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line of an item's journal.
///
/// @param version the item's after it; the lines of an item are numbered without a gap
/// @param quantity what came, or negative what went
/// @param onHand what there was after it
/// @param reservation what was sold or came back
/// @param by who received or counted
public record StockMovement(
    int version,
    Kind kind,
    int quantity,
    int onHand,
    @Nullable UUID reservation,
    @Nullable UUID by,
    Instant at) {
  /// Why the stock changed.
  public enum Kind {
    RECEIVED,
    COUNTED,
    SOLD,
    RETURNED
  }
}
