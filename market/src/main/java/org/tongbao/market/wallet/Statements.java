package org.tongbao.market.wallet;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.CashEvent;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.PointsEvent;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Period;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// What moved in wallets, written down as the chain tells it. Thread-safe.
@Component
public class Statements {
  static final String POINTS = "POINTS";

  private final StatementStore store;
  private final ChainAccounts accounts;
  private final Clock clock;
  private final Map<Address, String> currencies;
  private final Map<Address, WalletLine.Kind> kinds;
  private final Address points;

  Statements(StatementStore store, ChainAccounts accounts, Contracts contracts, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
    this.points = contracts.points().address();
    this.currencies =
        contracts.addresses().entrySet().stream()
            .filter(it -> it.getKey().startsWith("Cash:"))
            .collect(
                Collectors.toMap(
                    Map.Entry::getValue, it -> it.getKey().substring("Cash:".length())));
    this.kinds =
        Map.of(
            Address.ZERO,
            WalletLine.Kind.DEPOSIT,
            contracts.treasury().address(),
            WalletLine.Kind.WITHDRAWAL,
            contracts.orders().address(),
            WalletLine.Kind.ORDER,
            contracts.groupBuys().address(),
            WalletLine.Kind.GROUP_BUY,
            contracts.vouchers().address(),
            WalletLine.Kind.VOUCHER,
            points,
            WalletLine.Kind.POINTS_POT,
            contracts.merchants().address(),
            WalletLine.Kind.BOND);
  }

  /// Newest first.
  ///
  /// @param unit a currency or `POINTS`; all when empty
  public PageOfList<WalletLine> list(Holder holder, String unit, PageOfList.Request asked) {
    return asked.page(store.list(holder, unit, asked), WalletLine::id);
  }

  /// What a wallet held before the first moment of a period, by unit.
  public Map<String, Long> opening(Holder holder, Period period) {
    return store.sums(holder, period.begin());
  }

  /// What moved in a period, in the chain's order.
  public List<WalletMovement> during(Holder holder, Period period, int limit) {
    return store.between(holder, period.begin(), period.end(), limit);
  }

  /// What left all wallets for the world outside before the first moment of a period, less what
  /// came back, by currency.
  public Map<String, Long> leftBefore(Period period) {
    return store.leftBefore(period.begin());
  }

  /// What left all wallets in a period (below zero) and what came back (above), in the chain's
  /// order.
  public List<WalletLine> leftDuring(Period period, int limit) {
    return store.leftBetween(period.begin(), period.end(), limit);
  }

  @EventListener
  void on(ChainEvent event) {
    switch (event.event()) {
      case CashEvent.Transfer(Address from, Address to, U256 value)
          when !value.isZero() && !from.equals(to) -> {
        String unit = currencies.get(event.contract());
        if (unit != null) {
          long amount = value.toLongExact();
          add(event, from, unit, -amount, kind(to), to);
          add(event, to, unit, amount, kind(from), from);
        }
      }
      case PointsEvent.Awarded it ->
          points(
              event,
              it.account(),
              it.amount().sub(it.debtPaid()),
              WalletLine.Kind.POINTS_EARNED,
              1);
      case PointsEvent.Restored it ->
          points(event, it.account(), it.amount(), WalletLine.Kind.POINTS_RESTORED, 1);
      case PointsEvent.Spent it ->
          points(event, it.account(), it.amount(), WalletLine.Kind.POINTS_SPENT, -1);
      case PointsEvent.Reversed it ->
          points(
              event, it.account(), it.amount().sub(it.debt()), WalletLine.Kind.POINTS_REVERSED, -1);
      case PointsEvent.Expired it ->
          points(event, it.account(), it.amount(), WalletLine.Kind.POINTS_EXPIRED, -1);
      default -> {}
    }
  }

  private void points(
      ChainEvent event, Address account, U256 amount, WalletLine.Kind kind, int sign) {
    if (!amount.isZero()) {
      add(event, account, POINTS, sign * amount.toLongExact(), kind, points);
    }
  }

  private void add(
      ChainEvent event,
      Address account,
      String unit,
      long amount,
      WalletLine.Kind kind,
      Address counterparty) {
    if (kinds.containsKey(account)) {
      // A contract, or nobody: no holder's.
      return;
    }
    accounts
        .holderOf(account)
        .ifPresent(
            holder ->
                store.add(
                    holder,
                    new WalletLine(
                        Uuid7.next(clock),
                        account,
                        unit,
                        amount,
                        kind,
                        counterparty,
                        event.transaction(),
                        event.block(),
                        event.at()),
                    event.logIndex()));
  }

  private WalletLine.Kind kind(Address counterparty) {
    return kinds.getOrDefault(counterparty, WalletLine.Kind.TRANSFER);
  }
}
