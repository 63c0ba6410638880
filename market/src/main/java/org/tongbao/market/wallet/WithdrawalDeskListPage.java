package org.tongbao.market.wallet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// Everybody's withdrawals in one state, the newest first.
///
/// @param state a [Withdrawal.State], or `ALL`
public record WithdrawalDeskListPage(
    Frame frame, Desk desk, String state, List<Line> lines, @Nullable String next) {
  public WithdrawalDeskListPage {
    lines = List.copyOf(lines);
  }

  /// Those that can be chosen, what waits for people first.
  public List<String> states() {
    return List.of("HELD", "APPROVED_ONCE", "BURNED", "PAID", "RETURNED", "ALL");
  }

  public String address(String other) {
    return desk.current() + "?state=" + other;
  }

  public record Line(WithdrawalView withdrawal, String owner) {}
}
