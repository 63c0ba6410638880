package org.tongbao.market.statement;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.wallet.RechargeView;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// Waiting for money that is paid into a shop's account.
///
/// @param payAt where to pay; null when that is not known or over
/// @param stage the end of the key of its text
public record ShopRechargePage(
    Frame frame,
    Desk desk,
    String base,
    RechargeView recharge,
    @Nullable String payAt,
    String method,
    String stage) {
  /// Whether the page will say something else by itself.
  public boolean isWaiting() {
    return switch (recharge.state()) {
      case OPEN, PAID -> true;
      case CREDITED, CLOSED -> false;
    };
  }

  public String amount() {
    return frame.money(recharge.amount().amountMinor(), recharge.amount().currency());
  }
}
