package org.tongbao.market.statement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.order.OrderTraces;
import org.tongbao.market.order.OrderTraces.Trace;
import org.tongbao.market.wallet.Statements;
import org.tongbao.market.wallet.WalletLine;
import org.tongbao.market.wallet.WalletMovement;
import org.tongbao.market.web.Period;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Makes statements out of what was written down as the chain told it. Thread-safe.
@Component
class PeriodStatements {
  /// Movements in one statement.
  static final int MOST = 50_000;

  private final Statements statements;
  private final OrderTraces orders;
  private final ChainAccounts accounts;
  private final Operators operators;
  private final PlatformLedgers ledgers;

  PeriodStatements(
      Statements statements,
      OrderTraces orders,
      ChainAccounts accounts,
      Operators operators,
      PlatformLedgers ledgers) {
    this.statements = statements;
    this.orders = orders;
    this.accounts = accounts;
    this.operators = operators;
    this.ledgers = ledgers;
  }

  /// Refuses with [StatementError#TOO_LONG] more than [#MOST] movements.
  Statement of(Holder holder, Period period) {
    return statement(period, sections("", holder, accounts.of(holder), period));
  }

  /// The accounts where the platform's fees arrive, and from which it gives; what affiliates were
  /// paid, what left wallets, and the reserve.
  Statement ofPlatform(Period period) {
    Map<String, Address> offices = new LinkedHashMap<>();
    offices.put("fees", operators.feeAccount());
    offices.put("sponsor", operators.account(Role.PROMOTER));
    offices.put("reserve pot", operators.reservePot());
    List<Statement.Section> sections = new ArrayList<>();
    offices.forEach(
        (office, account) ->
            accounts
                .holderOf(account)
                .ifPresent(it -> sections.addAll(sections(office, it, account, period))));
    sections.addAll(ledgers.of(period));
    return statement(period, sections);
  }

  private static Statement statement(Period period, List<Statement.Section> sections) {
    return new Statement(period.from(), period.to(), period.zone().getId(), sections);
  }

  private List<Statement.Section> sections(
      String office, Holder holder, Address account, Period period) {
    Map<String, Long> opening = statements.opening(holder, period);
    List<WalletMovement> moved = statements.during(holder, period, MOST + 1);
    if (moved.size() > MOST) {
      throw new DomainException(StatementError.TOO_LONG, String.valueOf(MOST));
    }
    Map<Hash, List<Trace>> traces = traces(moved);
    Set<String> units = new TreeSet<>(opening.keySet());
    moved.forEach(it -> units.add(it.line().unit()));
    List<Statement.Section> sections = new ArrayList<>();
    for (String unit : units) {
      List<WalletMovement> of = moved.stream().filter(it -> it.line().unit().equals(unit)).toList();
      long first = opening.getOrDefault(unit, 0L);
      if (first != 0 || !of.isEmpty()) {
        sections.add(section(office, account, unit, first, of, traces));
      }
    }
    return sections;
  }

  private static Statement.Section section(
      String office,
      Address account,
      String unit,
      long opening,
      List<WalletMovement> moved,
      Map<Hash, List<Trace>> traces) {
    long balance = opening;
    List<Statement.Line> lines = new ArrayList<>();
    for (WalletMovement each : moved) {
      WalletLine line = each.line();
      balance = Math.addExact(balance, line.amount());
      List<Trace> there = traces.getOrDefault(line.transaction(), List.of());
      lines.add(
          new Statement.Line(
              line.at(),
              line.kind().name(),
              line.amount(),
              balance,
              order(each, there),
              line.counterparty().toHex(),
              line.transaction().toHex(),
              line.block()));
    }
    return new Statement.Section(office, account.toHex(), unit, opening, lines, balance);
  }

  private Map<Hash, List<Trace>> traces(List<WalletMovement> moved) {
    Set<Hash> transactions =
        moved.stream()
            .filter(it -> it.line().kind() == WalletLine.Kind.ORDER)
            .map(it -> it.line().transaction())
            .collect(Collectors.toSet());
    return orders.of(transactions).stream().collect(Collectors.groupingBy(Trace::transaction));
  }

  /// The contract tells of an order before it pays out of its escrow, and after it has been paid;
  /// one transaction carries the steps of many orders, one after the other.
  static @Nullable String order(WalletMovement movement, List<Trace> traces) {
    if (movement.line().kind() != WalletLine.Kind.ORDER) {
      return null;
    }
    boolean paidOut = movement.line().amount() > 0;
    List<Trace> seen = paidOut ? new ArrayList<>(traces).reversed() : traces;
    return seen.stream()
        .filter(it -> paidOut == (it.logIndex() < movement.logIndex()))
        .findFirst()
        .map(Trace::number)
        .orElse(null);
  }
}
