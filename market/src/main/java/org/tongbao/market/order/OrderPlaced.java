package org.tongbao.market.order;

import java.util.List;
import org.tongbao.primitives.money.Money;

/// An order was confirmed. In the transaction that stores it; the chain comes after.
///
/// @param due what is to be paid in money
public record OrderPlaced(List<OrderRef> parts, Money due) {
  public OrderPlaced {
    parts = List.copyOf(parts);
  }
}
