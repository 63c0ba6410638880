package org.tongbao.market.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.CashEvent;
import org.tongbao.ledger.contract.DirectoryEvent;
import org.tongbao.ledger.contract.PointsEvent;
import org.tongbao.market.audit.AccountRowStore.AccountRow;
import org.tongbao.market.audit.AccountRowStore.LineRow;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Walks along the movements of accounts that the marketplace knows and the lines of their
/// statements side by side, both in the chain's order.
final class WalletLineComparison {
  static final String CHECK = "statements tell what moved";
  private static final String CASH = "Cash:";

  private final AccountRowStore store;
  private final Findings findings;
  private final long last;
  private final Map<Address, AccountRow> accounts;
  private final Map<Address, String> currencies = new HashMap<>();
  private final Deque<LineRow> page = new ArrayDeque<>();
  private final List<LineRow> unseen = new ArrayList<>();
  private final List<LineRow> unfounded = new ArrayList<>();
  private long block = -1;
  private long logIndex = -1;
  private String account = "";
  private boolean ended;

  /// @param last the last block that the database has heard of
  WalletLineComparison(
      AccountRowStore store, Findings findings, Map<Address, AccountRow> accounts, long last) {
    this.store = store;
    this.findings = findings;
    this.accounts = accounts;
    this.last = last;
  }

  void event(AuditEvent at) {
    switch (at.event()) {
      case DirectoryEvent.Published it -> {
        String name = new String(it.name().toArray(), StandardCharsets.US_ASCII).replace("\0", "");
        if (name.startsWith(CASH)) {
          currencies.put(it.deployed(), name.substring(CASH.length()));
        }
      }
      case CashEvent.Transfer it when !it.value().isZero() && !it.from().equals(it.to()) -> {
        String unit = currencies.getOrDefault(at.emitter(), at.emitter().toHex());
        BigInteger value = it.value().toBigInteger();
        compare(
            at,
            line(at, it.from(), unit, value.negate(), it.to()),
            line(at, it.to(), unit, value, it.from()));
      }
      case PointsEvent.Awarded it -> points(at, it.account(), it.amount().sub(it.debtPaid()), 1);
      case PointsEvent.Restored it -> points(at, it.account(), it.amount(), 1);
      case PointsEvent.Spent it -> points(at, it.account(), it.amount(), -1);
      case PointsEvent.Reversed it -> points(at, it.account(), it.amount().sub(it.debt()), -1);
      case PointsEvent.Expired it -> points(at, it.account(), it.amount(), -1);
      default -> {}
    }
  }

  private void points(AuditEvent at, Address holder, U256 amount, int sign) {
    if (!amount.isZero()) {
      BigInteger value = amount.toBigInteger().multiply(BigInteger.valueOf(sign));
      compare(at, line(at, holder, "POINTS", value, at.emitter()));
    }
  }

  private static LineRow line(
      AuditEvent at, Address holder, String unit, BigInteger amount, Address counterparty) {
    return new LineRow(
        at.block(),
        at.logIndex(),
        at.transaction(),
        holder,
        unit,
        amount.longValueExact(),
        counterparty);
  }

  private void compare(AuditEvent at, LineRow... expected) {
    List<LineRow> found = linesAt(at.block(), at.logIndex());
    for (LineRow each : expected) {
      AccountRow known = accounts.get(each.account());
      if (known == null) {
        continue;
      }
      findings.checked(CHECK, 1);
      // A wallet may have moved money before it became somebody's account here.
      boolean missing = !found.remove(each);
      if (missing && !known.since().isAfter(at.at())) {
        unseen.add(each);
      }
    }
    unfounded.addAll(found);
  }

  private List<LineRow> linesAt(long number, long index) {
    List<LineRow> found = new ArrayList<>();
    for (LineRow line = next(); line != null; line = next()) {
      if (line.block() > number || (line.block() == number && line.logIndex() > index)) {
        break;
      }
      take(line);
      boolean here = line.block() == number && line.logIndex() == index;
      (here ? found : unfounded).add(line);
    }
    return found;
  }

  private @Nullable LineRow next() {
    if (page.isEmpty() && !ended) {
      page.addAll(store.linesAfter(block, logIndex, account));
      ended = page.isEmpty();
    }
    return page.peek();
  }

  private void take(LineRow line) {
    page.remove();
    block = line.block();
    logIndex = line.logIndex();
    account = line.account().toHex();
  }

  /// After the last event up to the block that the database has heard of. A line that a
  /// reorganisation moved keeps the place it was written with; its movement stands elsewhere.
  void finish() {
    for (LineRow line = next(); line != null && line.block() <= last; line = next()) {
      take(line);
      unfounded.add(line);
    }
    for (LineRow line : unfounded) {
      findings.checked(CHECK, 1);
      if (unseen.removeIf(each -> isSameMovement(each, line))) {
        findings.warn(CHECK, subject(line), "has moved to another block since it was written");
      } else {
        findings.differ(CHECK, subject(line), "%s, which never moved".formatted(amount(line)));
      }
    }
    for (LineRow line : unseen) {
      findings.differ(
          CHECK, subject(line), "%s moved, and no line tells it".formatted(amount(line)));
    }
  }

  private static boolean isSameMovement(LineRow one, LineRow other) {
    return one.account().equals(other.account())
        && one.unit().equals(other.unit())
        && one.amount() == other.amount()
        && one.counterparty().equals(other.counterparty());
  }

  private static String amount(LineRow line) {
    return "%d %s with %s".formatted(line.amount(), line.unit(), line.counterparty());
  }

  private static String subject(LineRow line) {
    return "statement of %s, transaction %s".formatted(line.account(), line.transaction());
  }
}
