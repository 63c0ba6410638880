package org.tongbao.market.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.affiliate.PaidCommissions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.onchain.ChainRecords;
import org.tongbao.market.order.OrderTraces;
import org.tongbao.market.treasury.AttestedReserves;
import org.tongbao.market.treasury.AttestedReserves.Attested;
import org.tongbao.market.wallet.Statements;
import org.tongbao.market.wallet.WalletLine;
import org.tongbao.market.web.Period;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What of the platform's statement is no account's: what affiliates were paid, what left wallets
/// for the world outside, and the reserve as it was attested. Thread-safe.
@Component
class PlatformLedgers {
  private static final int MOST = PeriodStatements.MOST;

  private final PaidCommissions commissions;
  private final Statements wallets;
  private final AttestedReserves reserves;
  private final OrderTraces orders;
  private final ChainRecords records;
  private final Contracts contracts;

  PlatformLedgers(
      PaidCommissions commissions,
      Statements wallets,
      AttestedReserves reserves,
      OrderTraces orders,
      ChainRecords records,
      Contracts contracts) {
    this.commissions = commissions;
    this.wallets = wallets;
    this.reserves = reserves;
    this.orders = orders;
    this.records = records;
    this.contracts = contracts;
  }

  /// A line before its balance is known.
  private record Entry(
      String unit,
      Instant at,
      String kind,
      long amount,
      @Nullable String order,
      String counterparty,
      String transaction,
      long block) {}

  List<Statement.Section> of(Period period) {
    List<Statement.Section> sections = new ArrayList<>();
    sections.addAll(
        sections(
            "affiliates",
            contracts.orders().address(),
            commissions.before(period),
            affiliates(period)));
    sections.addAll(
        sections(
            "payouts",
            contracts.treasury().address(),
            wallets.leftBefore(period),
            payouts(period)));
    Map<String, Long> attested = reserves.before(period);
    sections.addAll(
        sections("reserve", contracts.treasury().address(), attested, reserve(period, attested)));
    return sections;
  }

  private List<Entry> affiliates(Period period) {
    List<PaidCommissions.Paid> paid = limited(commissions.during(period, MOST + 1));
    var numbers = orders.numbers(paid.stream().map(PaidCommissions.Paid::sellerOrder).toList());
    return paid.stream()
        .map(
            it ->
                new Entry(
                    it.currency(),
                    it.at(),
                    "COMMISSION",
                    it.amountMinor(),
                    numbers.get(it.sellerOrder()),
                    it.account(),
                    it.transaction(),
                    it.block()))
        .toList();
  }

  private List<Entry> payouts(Period period) {
    return limited(wallets.leftDuring(period, MOST + 1)).stream()
        .map(
            it ->
                new Entry(
                    it.unit(),
                    it.at(),
                    WalletLine.Kind.WITHDRAWAL.name(),
                    -it.amount(),
                    null,
                    it.account().toHex(),
                    it.transaction().toHex(),
                    it.block()))
        .toList();
  }

  /// Statements that said what the one before them did are left out.
  private List<Entry> reserve(Period period, Map<String, Long> before) {
    List<Attested> said = limited(reserves.during(period, MOST + 1));
    Map<String, Long> last = new HashMap<>(before);
    List<Attested> changes = new ArrayList<>();
    List<Long> differences = new ArrayList<>();
    for (Attested each : said) {
      long difference = each.amountMinor() - last.getOrDefault(each.currency(), 0L);
      if (difference != 0) {
        changes.add(each);
        differences.add(difference);
        last.put(each.currency(), each.amountMinor());
      }
    }
    Map<String, Long> blocks =
        records.blocks(changes.stream().map(it -> Hash.fromHex(it.transaction())).toList());
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Attested it = changes.get(i);
      long block = Objects.requireNonNullElse(blocks.get(it.transaction()), 0L);
      String treasury = contracts.treasury().address().toHex();
      entries.add(
          new Entry(
              it.currency(),
              it.asOf(),
              "RESERVE",
              differences.get(i),
              null,
              treasury,
              it.transaction(),
              block));
    }
    return entries;
  }

  private static <T> List<T> limited(List<T> found) {
    if (found.size() > MOST) {
      throw new DomainException(StatementError.TOO_LONG, String.valueOf(MOST));
    }
    return found;
  }

  private static List<Statement.Section> sections(
      String office, Address account, Map<String, Long> opening, List<Entry> entries) {
    Set<String> units = new TreeSet<>(opening.keySet());
    entries.forEach(it -> units.add(it.unit()));
    List<Statement.Section> sections = new ArrayList<>();
    for (String unit : units) {
      long first = opening.getOrDefault(unit, 0L);
      List<Entry> of = entries.stream().filter(it -> it.unit().equals(unit)).toList();
      if (first != 0 || !of.isEmpty()) {
        sections.add(section(office, account, unit, first, of));
      }
    }
    return sections;
  }

  private static Statement.Section section(
      String office, Address account, String unit, long opening, List<Entry> entries) {
    long balance = opening;
    List<Statement.Line> lines = new ArrayList<>();
    for (Entry it : entries) {
      balance = Math.addExact(balance, it.amount());
      lines.add(
          new Statement.Line(
              it.at(),
              it.kind(),
              it.amount(),
              balance,
              it.order(),
              it.counterparty(),
              it.transaction(),
              it.block()));
    }
    return new Statement.Section(office, account.toHex(), unit, opening, lines, balance);
  }
}
