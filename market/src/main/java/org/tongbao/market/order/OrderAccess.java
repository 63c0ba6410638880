package org.tongbao.market.order;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Permission;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;

/// Which parts of an order somebody may see: its buyer and the platform's staff all, a shop its
/// own.
@Component
public class OrderAccess {
  private final OrderStore orders;
  private final SellerOrderStore parts;
  private final OrderReading reading;

  OrderAccess(OrderStore orders, SellerOrderStore parts, OrderReading reading) {
    this.orders = orders;
    this.parts = parts;
    this.reading = reading;
  }

  /// Refuses with [RequestError#NOT_FOUND] where there is nothing for them to see.
  public List<OrderViews.Part> visible(Caller caller, String number) {
    WholeOrder order =
        OrderNumber.parse(number)
            .flatMap(orders::find)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    boolean all = order.buyer().equals(caller.user()) || caller.may(Permission.ORDERS_READ);
    List<OrderViews.Part> seen =
        parts.parts(order.id()).stream()
            .filter(it -> all || caller.may(Permission.SHOP_ORDERS_READ, it.ref().merchant()))
            .map(it -> reading.part(it, null))
            .toList();
    if (seen.isEmpty()) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    return seen;
  }

  /// In which currency a seller order is, by its name on the chain, whose events do not say it.
  public Optional<Currency> currencyOf(Hash reference) {
    return parts.currencyOf(reference);
  }
}
