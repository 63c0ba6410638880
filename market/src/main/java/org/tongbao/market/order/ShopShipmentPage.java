package org.tongbao.market.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Shipping many orders at once: the lines, and what they would do.
///
/// @param lines as typed
/// @param waiting how many orders wait to be sent
/// @param checked what each line means; empty before it was asked
/// @param good how many of them can be carried out
public record ShopShipmentPage(
    Frame frame,
    Desk desk,
    String base,
    String lines,
    int waiting,
    List<Checked> checked,
    int good,
    FormErrors errors) {
  public ShopShipmentPage {
    checked = List.copyOf(checked);
  }

  /// @param address of the order's page; null when the line means none
  /// @param problem why the line cannot be carried out; null when it can
  public record Checked(
      int line,
      String order,
      @Nullable String address,
      String carrier,
      String trackingNumber,
      String shippedOn,
      @Nullable String problem) {}

  /// Whether what was checked can be carried out as a whole.
  public boolean isReady() {
    return !checked.isEmpty() && good == checked.size();
  }
}
