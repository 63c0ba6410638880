package org.tongbao.market.order;

import java.util.List;
import java.util.UUID;

/// How placing an order ended. That something is sold out or costs something else is found out
/// before, when the stock is reserved and the price is compared.
public sealed interface Placing {
  OrderNumber number();

  /// There is a new order.
  ///
  /// @param toSign seller orders whose placing waits for a signature of the buyer's own wallet
  record Placed(OrderNumber number, UUID order, List<UUID> toSign) implements Placing {
    public Placed {
      toSign = List.copyOf(toSign);
    }
  }

  /// This version of the cart became this order before; nothing was done. The caller gives up what
  /// it reserved for it.
  record Repeated(OrderNumber number) implements Placing {}
}
