package org.tongbao.market.order;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// One's own orders, newest first.
///
/// @param shops names by merchant
/// @param next the cursor of the following part; null at the end
public record OrderListPage(
    Frame frame, List<OrderViews.Whole> orders, Map<UUID, String> shops, @Nullable String next) {
  public OrderListPage {
    orders = List.copyOf(orders);
    shops = Map.copyOf(shops);
  }

  /// Whether somebody still has to pay for it, and can.
  public boolean isToPay(OrderViews.Whole order) {
    return order.due().amountMinor() > 0 && order.parts().stream().anyMatch(OrderListPage::isOpen);
  }

  static boolean isOpen(OrderViews.Brief part) {
    return part.state() == OrderState.NEW || part.state() == OrderState.PLACED;
  }
}
