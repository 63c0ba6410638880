package org.tongbao.market.checkout;

import java.util.Map;
import java.util.UUID;
import org.tongbao.market.order.OrderNumber;

/// How buying at a known price ended.
public sealed interface Purchase {
  /// There is a new order.
  ///
  /// @param sellerOrders by shop
  record Bought(UUID order, OrderNumber number, Map<UUID, UUID> sellerOrders) implements Purchase {
    public Bought {
      sellerOrders = Map.copyOf(sellerOrders);
    }
  }

  /// Nothing was changed.
  ///
  /// @param why for people
  record Declined(String why) implements Purchase {}
}
