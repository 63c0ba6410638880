package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tongbao.primitives.Address;

/// What each contract holds for others by the events, which its balance must cover after every
/// block: escrows, bonds, pots, pledges, withdrawals that wait.
final class Obligations {
  private static final String CHECK = "contracts hold what they owe";

  private record Holding(Address holder, Address cash) {}

  private final Map<Holding, BigInteger> owed = new HashMap<>();
  private final Set<Holding> touched = new HashSet<>();
  private final Set<Holding> surplus = new HashSet<>();

  void add(Address holder, Address cash, BigInteger amount) {
    var holding = new Holding(holder, cash);
    owed.merge(holding, amount, BigInteger::add);
    touched.add(holding);
  }

  BigInteger of(Address holder, Address cash) {
    return owed.getOrDefault(new Holding(holder, cash), BigInteger.ZERO);
  }

  /// More than owed is money that somebody sent to the contract past its operations; it helps
  /// nobody and hurts nobody but the sender.
  void checkAfter(
      long block, Contracted contracts, Map<Address, CashBook> cash, Findings findings) {
    for (Holding each : touched) {
      CashBook book = cash.get(each.cash());
      if (book == null) {
        continue;
      }
      findings.checked(CHECK, 1);
      BigInteger due = of(each.holder(), each.cash());
      int order = book.balance(each.holder()).compareTo(due);
      String subject = contracts.nameOf(each.holder()) + " in " + book.currency();
      if (order < 0) {
        findings.differ(
            CHECK,
            subject,
            "holds %s for %s after block %d".formatted(book.balance(each.holder()), due, block));
      } else if (order > 0 && surplus.add(each)) {
        findings.warn(
            CHECK,
            subject,
            "holds %s, which is more than the %s it holds for others, since block %d"
                .formatted(book.balance(each.holder()), due, block));
      }
    }
    touched.clear();
  }
}
