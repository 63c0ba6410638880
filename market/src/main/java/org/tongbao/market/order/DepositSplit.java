package org.tongbao.market.order;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.money.Money;

/// Shares one payment out among the parts of an order. The shares always sum to what was paid.
final class DepositSplit {
  private DepositSplit() {}

  /// Enough: every part gets what is due, the first that is due the rest, as change. Too little:
  /// each gets its proportion of what is due, so that the order waits as a whole for the remainder.
  /// Nothing due any more: all to the first, whose contract passes it on to the buyer.
  ///
  /// @param due of each part, none negative; at least one part
  static List<Money> of(Money paid, List<Money> due) {
    Money sum = Money.sum(due, paid.currency());
    List<Money> shares = new ArrayList<>(due);
    if (sum.isZero() || paid.compareTo(sum) >= 0) {
      int first = firstDue(due);
      shares.set(first, due.get(first).plus(paid.minus(sum)));
      return shares;
    }
    List<BigInteger> weights = due.stream().map(Money::amountMinor).toList();
    return paid.allocate(weights);
  }

  private static int firstDue(List<Money> due) {
    for (int i = 0; i < due.size(); i++) {
      if (due.get(i).isPositive()) {
        return i;
      }
    }
    return 0;
  }
}
