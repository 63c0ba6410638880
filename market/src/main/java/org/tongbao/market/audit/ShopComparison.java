package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.market.audit.AccountRowStore.AccountRow;
import org.tongbao.market.audit.AccountRowStore.ShopRow;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Shops in the database against the register on the chain, and the pots that pay for points.
final class ShopComparison {
  private static final String SHOPS = "shops in the database";
  private static final String PROMOTIONS = "vouchers and points in the database";

  private final AccountRowStore store;
  private final Findings findings;
  private final Map<Address, AccountRow> accounts;
  private final Map<Address, ShopAccount> shops = new HashMap<>();

  ShopComparison(AccountRowStore store, Findings findings, Map<Address, AccountRow> accounts) {
    this.store = store;
    this.findings = findings;
    this.accounts = accounts;
  }

  void event(AuditEvent at) {
    if (at.event() instanceof MerchantsEvent event) {
      Address account =
          switch (event) {
            case MerchantsEvent.Applied e -> e.merchant();
            case MerchantsEvent.Approved e -> e.merchant();
            case MerchantsEvent.Suspended e -> e.merchant();
            case MerchantsEvent.Reinstated e -> e.merchant();
            case MerchantsEvent.PayoutChanged e -> e.merchant();
            case MerchantsEvent.BondLeaving e -> e.account();
            case MerchantsEvent.BondReturned e -> e.account();
            case MerchantsEvent.BondPosted _,
                MerchantsEvent.BondSlashed _,
                MerchantsEvent.Returned _,
                MerchantsEvent.EIP712DomainChanged _ ->
                Address.ZERO;
          };
      if (!account.isZero()) {
        shops.computeIfAbsent(account, it -> new ShopAccount()).enter(event);
      }
    }
  }

  void finish(Books books) {
    Map<String, Address> cash = new HashMap<>();
    books.currencies().forEach(each -> cash.put(each.currency(), each.cash()));
    Set<Address> unknown = new HashSet<>();
    shops.forEach(
        (account, shop) -> {
          if (shop.isApproved()) {
            unknown.add(account);
          }
        });
    for (ShopRow row : store.shops()) {
      unknown.remove(row.account());
      findings.checked(SHOPS, 1);
      Address money = cash.get(row.currency());
      if (money == null) {
        findings.differ(SHOPS, "shop " + row.name(), "trades in money that the chain has not");
      } else {
        compare(row, money, shops.getOrDefault(row.account(), new ShopAccount()), books);
      }
    }
    unknown.forEach(
        account ->
            findings.differ(
                SHOPS, "shop " + account, "is approved; the database does not know it"));
    comparePots(books, cash);
    comparePointUses(books);
  }

  private void compare(ShopRow row, Address cash, ShopAccount shop, Books books) {
    String subject = "shop " + row.name();
    Application conditions = shop.approved(cash);
    boolean live = row.state().equals("APPROVED") || row.state().equals("SUSPENDED");
    if (live != (conditions != null)) {
      findings.differ(
          SHOPS,
          subject,
          "is %s, and the chain has it %s"
              .formatted(row.state(), live ? "not approved" : "approved"));
      return;
    }
    if (conditions != null) {
      findings.same(SHOPS, subject, "suspended", shop.suspended(), row.state().equals("SUSPENDED"));
      findings.same(SHOPS, subject, "its fee", conditions.feeBps(), row.feeBps());
      findings.same(
          SHOPS, subject, "its commission", conditions.commissionBps(), row.commissionBps());
      same(subject, "the bond asked of it", conditions.bond().toBigInteger(), row.bondRequired());
      Address changed = shop.lastPayout();
      Address payout = changed == null ? conditions.payout() : changed;
      findings.same(
          SHOPS,
          subject,
          "its payout account",
          payout,
          row.payoutNext() == null ? row.payout() : row.payoutNext());
    }
    same(subject, "its bond", bond(row.account(), cash, books), row.bond());
    same(subject, "what leaves of its bond", shop.leaving(cash), row.bondLeaving());
  }

  private static BigInteger bond(Address account, Address cash, Books books) {
    return books.pots().bonds().entrySet().stream()
        .filter(it -> it.getKey().owner().equals(account) && it.getKey().cash().equals(cash))
        .map(Map.Entry::getValue)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /// The platform has one sponsor, whose pots are the only ones that rows tell of.
  private void comparePots(Books books, Map<String, Address> cash) {
    Map<Address, BigInteger> pots = new HashMap<>();
    books
        .pots()
        .sponsors()
        .forEach(
            (pot, amount) -> {
              AccountRow owner = accounts.get(pot.owner());
              if (owner != null && owner.kind().equals("PLATFORM")) {
                pots.merge(pot.cash(), amount, BigInteger::add);
              }
            });
    for (AccountRowStore.PotRow row : store.pointPots()) {
      BigInteger pot = pots.remove(cash.getOrDefault(row.currency(), Address.ZERO));
      findings.same(
          PROMOTIONS,
          "pot of points in " + row.currency(),
          "the pot",
          pot == null ? BigInteger.ZERO : pot,
          BigInteger.valueOf(row.pot()));
    }
    pots.forEach(
        (money, amount) -> {
          if (amount.signum() != 0) {
            findings.differ(
                PROMOTIONS, "pot of points in " + money, amount + ": the database has no row");
          }
        });
  }

  private void comparePointUses(Books books) {
    Map<Hash, OrderAccount> orders = new HashMap<>();
    books.orders().forEach((key, order) -> orders.put(key.id(), order));
    for (AccountRowStore.PointUseRow row : store.spentPoints()) {
      OrderAccount order = orders.get(row.order());
      findings.same(
          PROMOTIONS,
          "order " + row.order(),
          "the points used",
          order == null ? BigInteger.ZERO : order.terms().pointsUsed().toBigInteger(),
          BigInteger.valueOf(row.points()));
    }
  }

  private void same(String subject, String what, BigInteger chain, long database) {
    findings.same(SHOPS, subject, what, chain, BigInteger.valueOf(database));
  }
}
