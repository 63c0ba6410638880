package org.tongbao.market.order;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// Everybody's orders, or those about which there is a claim; the newest first.
public record StaffOrderListPage(
    Frame frame, Desk desk, Asked asked, List<Line> lines, @Nullable String next) {
  public StaffOrderListPage {
    lines = List.copyOf(lines);
  }

  /// @param state of orders or, where `disputes`, of claims; empty for all orders
  public record Asked(String number, String state, boolean disputes) {}

  public record Line(OrderViews.Brief order, String shop) {}

  /// The states of orders that can be chosen.
  public List<String> states() {
    return Stream.of(OrderState.values()).map(OrderState::name).toList();
  }

  /// The states of claims that can be chosen, what waits for the platform first.
  public List<String> claims() {
    return List.of("DISPUTED", "APPEALED", "RULED", "REQUESTED", "REFUSED", "OPEN");
  }

  public String address(String state) {
    return desk.current() + "?state=" + state;
  }
}
