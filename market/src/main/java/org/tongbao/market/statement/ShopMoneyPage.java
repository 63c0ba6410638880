package org.tongbao.market.statement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.onchain.ChainRecord;
import org.tongbao.market.order.Settlements.Settlement;
import org.tongbao.market.wallet.Withdrawal;
import org.tongbao.market.wallet.WithdrawalView;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// A shop's money: what it has, what will come, what came, and what goes out.
///
/// @param base its address
/// @param balancesKnown false when the chain cannot be asked at present
/// @param waiting whether only settlements to acknowledge are shown
/// @param next the cursor of the following settlements; null at the end
/// @param methods by which money can be paid in
/// @param rights what the caller may do
/// @param failed the form that was refused; empty when none was
/// @param typed into it
public record ShopMoneyPage(
    Frame frame,
    Desk desk,
    String base,
    Accounts accounts,
    List<Purse> purses,
    boolean balancesKnown,
    boolean waiting,
    List<Settlement> settlements,
    @Nullable String next,
    List<Out> withdrawals,
    List<String> methods,
    Rights rights,
    FormErrors errors,
    String failed,
    Map<String, String> typed) {
  public ShopMoneyPage {
    purses = List.copyOf(purses);
    settlements = List.copyOf(settlements);
    withdrawals = List.copyOf(withdrawals);
    methods = List.copyOf(methods);
    typed = Map.copyOf(typed);
  }

  /// @param own the shop's account on the chain
  /// @param paidTo where its share of orders goes
  public record Accounts(String own, String paidTo) {
    public boolean isPaidElsewhere() {
      return !own.equals(paidTo);
    }
  }

  /// Money of one currency, in minor units.
  ///
  /// @param balance in the shop's account, as the chain has it now
  /// @param held paid for orders that have not arrived; so many orders
  /// @param waiting came and is not acknowledged; of so many orders
  /// @param settled all that ever came
  public record Purse(
      String currency,
      long balance,
      long held,
      long heldOrders,
      long waiting,
      long waitingOrders,
      long settled) {
    boolean isUsed() {
      return balance != 0 || held != 0 || settled != 0;
    }
  }

  /// @param trail what the chain says of it
  public record Out(WithdrawalView withdrawal, List<ChainRecord> trail) {
    public Out {
      trail = List.copyOf(trail);
    }

    public boolean isOver() {
      return switch (withdrawal.state()) {
        case PAID, REFUSED, RETURNED -> true;
        case TO_SIGN, ASKED, HELD, APPROVED_ONCE, BURNED -> false;
      };
    }

    public boolean isBad() {
      return withdrawal.state() == Withdrawal.State.REFUSED
          || withdrawal.state() == Withdrawal.State.RETURNED;
    }
  }

  /// @param decides pays in, and acknowledges what came
  /// @param withdraws takes money out
  public record Rights(boolean decides, boolean withdraws) {}

  /// Whether something will change by itself within moments.
  public boolean isUnderWay() {
    return withdrawals.stream().anyMatch(it -> it.withdrawal().state() == Withdrawal.State.ASKED);
  }

  public long toAcknowledge() {
    return purses.stream().mapToLong(Purse::waitingOrders).sum();
  }

  public boolean canAcknowledge() {
    return rights.decides && settlements.stream().anyMatch(Settlement::waits);
  }

  public List<Desk.Link> tabs() {
    return List.of(
        Desk.Link.to(frame.texts().get("money.settlements.all"), base),
        new Desk.Link(
            frame.texts().get("money.settlements.waiting"), address(true), toAcknowledge()));
  }

  public String address(boolean onlyWaiting) {
    return onlyWaiting ? base + "?show=waiting" : base;
  }

  public String nextAddress() {
    return base + (waiting ? "?show=waiting&cursor=" : "?cursor=") + next;
  }

  public String money(long minor, String currency) {
    return frame.money(minor, currency);
  }

  /// What stands in a field of a form: what was typed where it was refused.
  public String typed(String form, String field, String otherwise) {
    return failed.equals(form) ? typed.getOrDefault(field, "") : otherwise;
  }

  public @Nullable String error(String form, String field) {
    return failed.equals(form) ? errors.of(field) : null;
  }

  public @Nullable String problem(String form) {
    return failed.equals(form) ? errors.general() : null;
  }
}
