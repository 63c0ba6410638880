package org.tongbao.market.wallet;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// Waiting for a recharge.
///
/// @param payAt where to pay; null when that is not known or over
/// @param stage the end of the key of its text
public record RechargePage(
    Frame frame, RechargeView recharge, @Nullable String payAt, String method, String stage) {
  /// Whether the page will say something else by itself.
  public boolean isWaiting() {
    return switch (recharge.state()) {
      case OPEN, PAID -> true;
      case CREDITED, CLOSED -> false;
    };
  }
}
