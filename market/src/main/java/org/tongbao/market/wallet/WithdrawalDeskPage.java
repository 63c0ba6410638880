package org.tongbao.market.wallet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;

/// A withdrawal, with what can be decided about it now.
///
/// @param first and `second`: the names of who approved it; empty when nobody did
/// @param mayDecide whether the visitor's role decides about withdrawals
/// @param own whether it is the visitor's own
/// @param approvedByMe whether the visitor has approved it already
public record WithdrawalDeskPage(
    Frame frame,
    Desk desk,
    Withdrawal withdrawal,
    WithdrawalView view,
    String owner,
    String first,
    String second,
    boolean mayDecide,
    boolean own,
    boolean approvedByMe,
    Failed failed) {

  /// The form that was refused, with what was typed; none at first.
  public record Failed(@Nullable Deed deed, FormErrors errors, String text) {}

  /// What finance does.
  public enum Deed implements PageDeed {
    APPROVAL,
    REJECTION,
    PAYOUT
  }

  /// What can be done now, by whom the page is shown to.
  public List<Deed> deeds() {
    List<Deed> deeds = new ArrayList<>();
    if (!mayDecide || withdrawal.pending() != null) {
      return deeds;
    }
    switch (withdrawal.state()) {
      case HELD, APPROVED_ONCE -> {
        if (!own && !approvedByMe) {
          deeds.add(Deed.APPROVAL);
        }
        deeds.add(Deed.REJECTION);
      }
      case BURNED -> {
        if (withdrawal.destination() == Withdrawal.Destination.ACCOUNT) {
          deeds.add(Deed.PAYOUT);
        }
      }
      case TO_SIGN, ASKED, REFUSED, PAID, RETURNED -> {}
    }
    return deeds;
  }

  public String amount() {
    return frame.money(view.amount().amountMinor(), view.amount().currency());
  }

  /// Whether the page will look different in a moment.
  public boolean isUnderWay() {
    return withdrawal.pending() != null;
  }
}
