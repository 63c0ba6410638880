package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What affiliates earn: the rows of their commissions against the books of the orders that promise
/// them.
final class AffiliateComparison {
  static final String TABLE = "affiliate_commissions";
  static final String CHECK = "commissions in the database";

  private final JdbcClient jdbc;
  private final Findings findings;
  private final Map<Address, AccountRowStore.AccountRow> accounts;

  AffiliateComparison(
      DataSource dataSource, Findings findings, Map<Address, AccountRowStore.AccountRow> accounts) {
    this.jdbc = JdbcClient.create(dataSource);
    this.findings = findings;
    this.accounts = accounts;
  }

  private record Row(Hash order, Address account, long amount, long remaining, String state) {}

  void finish(Map<Hash, OrderAccount> orders) {
    Map<Hash, Row> rows = rows();
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

  private Map<Hash, Row> rows() {
    Map<Hash, Row> rows = new HashMap<>();
    jdbc.sql(
            """
            SELECT order_reference, account, amount_minor, remaining_minor, state
            FROM affiliate_commissions
            """)
        .query(
            row -> {
              Hash order = Hash.fromHex(row.getString("order_reference"));
              rows.put(
                  order,
                  new Row(
                      order,
                      Address.fromHex(row.getString("account")),
                      row.getLong("amount_minor"),
                      row.getLong("remaining_minor"),
                      row.getString("state")));
            });
    return rows;
  }

  private void compare(Hash id, OrderAccount order, @Nullable Row row) {
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
