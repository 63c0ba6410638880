package org.tongbao.market.wallet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Balances, points, vouchers, and what moved them.
///
/// @param wallet null when the chain cannot be asked at present
/// @param unit of the statement's lines; empty for all
/// @param next the cursor of the statement's following part; null at the end
/// @param form the form that was refused; empty when none was
public record WalletPage(
    Frame frame,
    Wallets.@Nullable Wallet wallet,
    List<WalletLineView> lines,
    String unit,
    @Nullable String next,
    List<WithdrawalView> withdrawals,
    List<String> methods,
    FormErrors errors,
    String form,
    String amount) {
  public WalletPage {
    lines = List.copyOf(lines);
    withdrawals = List.copyOf(withdrawals);
    methods = List.copyOf(methods);
  }

  /// A line's amount as people read it: money, or points.
  public String amount(WalletLineView line) {
    String sign = line.amount() > 0 ? "+" : "";
    return sign
        + (line.unit().equals(Statements.POINTS)
            ? String.valueOf(line.amount())
            : frame.money(line.amount(), line.unit()));
  }

  /// What is wrong with a field of one of the forms.
  public @Nullable String error(String ofForm, String field) {
    return form.equals(ofForm) ? errors.of(field) : null;
  }
}
