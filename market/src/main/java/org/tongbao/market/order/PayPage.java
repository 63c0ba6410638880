package org.tongbao.market.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.QrCode;

/// Paying for an order, and waiting for the word of the institution.
///
/// @param balance of the buyer in the order's currency, in minor units; −1 when it is not known
/// @param left how long there is to pay
/// @param going the payment that has been begun; null when none is open
/// @param problem why the last choice was not taken; empty when it was
public record PayPage(
    Frame frame,
    OrderViews.Whole order,
    Stage stage,
    List<Method> methods,
    long balance,
    String left,
    @Nullable Going going,
    String problem) {
  public PayPage {
    methods = List.copyOf(methods);
  }

  /// How far it has come.
  public enum Stage {
    /// Nothing has been chosen, or what was chosen can still be changed.
    CHOOSE,
    /// The institution has not answered yet.
    ASKING,
    /// The payer is expected at the institution.
    AT_INSTITUTION,
    /// The money is there, or comes from the balance; the books do not say so yet.
    RECORDING,
    PAID,
    /// It can no longer be paid.
    ENDED
  }

  /// @param standIn plays the institution's part; no real money moves
  public record Method(String name, boolean standIn) {}

  /// @param address where to go, as a link; null when it is only for the institution's app
  /// @param code what to read with the institution's app, drawn
  public record Going(String method, @Nullable String address, @Nullable QrCode code) {}

  /// Whether the page will say something else by itself.
  public boolean isWaiting() {
    return stage == Stage.ASKING || stage == Stage.AT_INSTITUTION || stage == Stage.RECORDING;
  }

  public boolean isBalanceEnough() {
    return balance >= order.due().amountMinor();
  }
}
