package org.tongbao.market.order;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// What the first page of a shop's desk shows of its orders. Thread-safe.
@Component
public class ShopOrders {
  private final SellerOrderStore orders;
  private final OrderReading reading;

  ShopOrders(SellerOrderStore orders, OrderReading reading) {
    this.orders = orders;
    this.reading = reading;
  }

  /// How many orders of a shop wait.
  ///
  /// @param toShip paid, and nobody asks anything back
  /// @param toAnswer a refund is asked for
  /// @param toConfirm settled
  /// @param disputed the platform decides
  /// @param ruled the platform has decided, and either side can appeal
  public record Waiting(long toShip, long toAnswer, long toConfirm, long disputed, long ruled) {}

  public Waiting waiting(MerchantId shop) {
    return orders.waiting(shop);
  }

  public List<OrderViews.Brief> newest(MerchantId shop, int limit) {
    return reading
        .list(
            new SellerOrderStore.Filter(shop, null, null, null, null),
            PageOfList.Request.of(limit, null))
        .items();
  }
}
