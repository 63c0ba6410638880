package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.market.audit.AccountRowStore.CommissionRow;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What affiliates earn: the rows of their commissions against the books of the orders that promise
/// them.
final class AffiliateComparison {
  static final String TABLE = "affiliate_commissions";
  static final String CHECK = "commissions in the database";

  private final AccountRowStore store;
  private final Findings findings;
  private final Map<Address, AccountRowStore.AccountRow> accounts;

  AffiliateComparison(
      AccountRowStore store, Findings findings, Map<Address, AccountRowStore.AccountRow> accounts) {
    this.store = store;
    this.findings = findings;
    this.accounts = accounts;
  }

  void finish(Map<Hash, OrderAccount> orders) {
    Map<Hash, CommissionRow> rows = new HashMap<>();
    store.commissions().forEach(row -> rows.put(row.order(), row));
    orders.forEach((id, order) -> compare(id, order, rows.remove(id)));
    rows.values().stream()
        .filter(row -> !row.state().equals("ASKED") && !row.state().equals("REVERSED"))
        .forEach(
            row ->
                findings.differ(
                    CHECK,
                    "order " + row.order(),
                    "promises a commission that is %s; the chain does not know it"
                        .formatted(row.state())));
  }

  private void compare(Hash id, OrderAccount order, @Nullable CommissionRow row) {
    boolean promised = !order.terms().commission().isZero();
    String subject = "commission of order " + id;
    if (row == null) {
      if (promised && accounts.containsKey(order.terms().affiliate())) {
        findings.differ(CHECK, subject, "is promised; the database does not know it");
      }
      return;
    }
    BigInteger remaining =
        order.state() == OrderState.CANCELLED
            ? BigInteger.ZERO
            : Shares.of(order.terms(), order.remaining()).commission();
    String state = remaining.signum() == 0 ? "REVERSED" : order.released() ? "PAID" : "PENDING";
    findings.same(CHECK, subject, "its account", order.terms().affiliate(), row.account());
    same(subject, "its amount", order.terms().commission().toBigInteger(), row.amount());
    same(subject, "what is left of it", remaining, row.remaining());
    findings.same(CHECK, subject, "its state", state, row.state());
  }

  private void same(String subject, String what, BigInteger chain, long database) {
    findings.same(CHECK, subject, what, chain, BigInteger.valueOf(database));
  }
}
