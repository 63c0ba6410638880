package org.tongbao.market.order;

import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;

/// A seller order as the platform's staff sees it.
///
/// @param mayRule whether there is a ruling to make, and the visitor's role makes it
public record StaffOrderPage(
    Frame frame,
    Desk desk,
    OrderViews.Part part,
    String buyer,
    String shop,
    boolean mayRule,
    Typed typed) {

  /// What was typed into the form of the ruling, and why it was not taken.
  public record Typed(FormErrors errors, String amount, String reason) {
    static final Typed NOTHING = new Typed(FormErrors.NONE, "", "");
  }

  public String code() {
    return part.order().total().currency();
  }

  public String money(OrderViews.Amount amount) {
    return frame.money(amount.amountMinor(), amount.currency());
  }

  /// What is claimed, as a form takes it.
  public String claimed() {
    return MoneyText.plain(part.claim().amount().amountMinor(), code());
  }

  /// Where a ruling is sent to.
  public String ruling() {
    String last = part.claim().state() == ClaimState.APPEALED ? "/appeal-ruling" : "/ruling";
    return "/platform/orders/" + part.order().id() + last;
  }

  /// Whether the page will look different in a moment.
  public boolean isUnderWay() {
    return part.order().pendingStep() != null || part.order().state() == OrderState.NEW;
  }

  public boolean hasClaim() {
    return part.claim().state() != ClaimState.NONE;
  }
}
