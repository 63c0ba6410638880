package org.tongbao.market.order;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a shop can do with an order of its own; the name in lower case is the address below the
/// order.
public enum ShopDeed {
  SHIPMENT(StepKind.SHIP),
  /// Handing over what is fetched.
  PICKUP(StepKind.SHIP),
  ANSWER(StepKind.ANSWER_REFUND),
  APPEAL(StepKind.APPEAL),
  REFUND(StepKind.GIVE_REFUND),
  CANCELLATION(StepKind.CANCEL),
  /// Confirming that the money has come.
  PAYOUT(StepKind.ACKNOWLEDGE_PAYOUT);

  private final StepKind step;

  ShopDeed(StepKind step) {
    this.step = step;
  }

  StepKind step() {
    return step;
  }

  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ShopDeed> of(String path) {
    return Arrays.stream(values()).filter(it -> it.path().equals(path)).findFirst();
  }
}
