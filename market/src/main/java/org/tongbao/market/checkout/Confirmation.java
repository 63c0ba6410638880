package org.tongbao.market.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tongbao.market.order.OrderNumber;

/// How confirming a quote ended.
sealed interface Confirmation {
  /// There is a new order.
  ///
  /// @param sellerOrders by shop
  /// @param toSign seller orders that wait for a signature of the buyer's own wallet
  record Placed(
      OrderNumber number,
      UUID order,
      Instant payBy,
      Map<UUID, UUID> sellerOrders,
      List<UUID> toSign,
      Quote quote)
      implements Confirmation {
    public Placed {
      sellerOrders = Map.copyOf(sellerOrders);
      toSign = List.copyOf(toSign);
    }
  }

  /// Nothing was changed: this is what it costs now.
  record PriceChanged(Quote quote) implements Confirmation {}

  /// Nothing was changed: the quote's problems come first.
  record NotReady(Quote quote) implements Confirmation {
    /// Whether the only problem is that others were faster.
    boolean isSoldOut() {
      return quote.problems().stream()
          .allMatch(
              it ->
                  switch (it.kind()) {
                    case SOLD_OUT, TOO_FEW_LEFT -> true;
                    case NOTHING_SELECTED,
                        NOT_ON_SALE,
                        OTHER_CURRENCY,
                        DELIVERY_NOT_CHOSEN,
                        NOT_DELIVERED_THERE,
                        SLOT_NOT_CHOSEN,
                        SLOT_NOT_OFFERED,
                        SERVICE_NOT_ALONE ->
                        false;
                  });
    }
  }
}
