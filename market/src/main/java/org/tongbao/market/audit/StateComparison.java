package org.tongbao.market.audit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.tongbao.ledger.contract.CampaignCount;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.ledger.contract.DueOf;
import org.tongbao.ledger.contract.Merchants;
import org.tongbao.ledger.contract.Order;
import org.tongbao.ledger.contract.OrderStep;
import org.tongbao.ledger.contract.Orders;
import org.tongbao.ledger.contract.Points;
import org.tongbao.ledger.contract.Reserve;
import org.tongbao.ledger.contract.Treasury;
import org.tongbao.ledger.contract.Vouchers;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Compares books that were kept from events with what the contracts themselves say: two ways to
/// the same figures.
public final class StateComparison {
  private static final String ORDERS = "contracts agree: orders";
  private static final String MONEY = "contracts agree: money";
  private static final String POTS = "contracts agree: pots";
  private static final String DEADLINES = "nothing waits past its deadline";

  /// So long after a deadline somebody should have pushed on what waits.
  private static final Duration GRACE = Duration.ofMinutes(15);

  private final Books books;
  private final ContractState state;
  private final Findings findings;

  public StateComparison(Books books, ContractState state) {
    this.books = books;
    this.state = state;
    this.findings = books.findings();
  }

  /// @param now deadlines that were over by then should have been pushed on
  public void compare(Instant now) {
    compareMoney();
    comparePots();
    books.orders().values().forEach(each -> compareOrder(each, now));
    books
        .withdrawals()
        .forEach(
            (id, each) -> {
              findings.checked(DEADLINES, 1);
              if (each.waits() && each.decideBy().plus(GRACE).isBefore(now)) {
                findings.warn(DEADLINES, "withdrawal " + id, "undecided since " + each.decideBy());
              }
            });
  }

  private void compareMoney() {
    for (CashBook each : books.currencies()) {
      var cash = new Cash(each.cash());
      String currency = each.currency();
      same(MONEY, currency, "the supply", each.supply(), state.ask(cash.totalSupply()));
      each.balances()
          .forEach(
              (account, balance) ->
                  same(
                      MONEY,
                      currency + " of " + books.contracts().nameOf(account),
                      "the balance",
                      balance,
                      state.ask(cash.balanceOf(account))));
      compareReserve(each);
    }
  }

  private void compareReserve(CashBook book) {
    Treasury treasury = new Treasury(state.ask(new Cash(book.cash()).treasury()));
    Reserve reserve = state.ask(treasury.reserveOf(book.cash()));
    same(MONEY, book.currency(), "the attested reserve", book.attested(), reserve.attested());
    findings.checked(MONEY, 1);
    if (book.supply().compareTo(book.attested()) > 0) {
      findings.warn(
          MONEY,
          book.currency(),
          "supply %s is above the attested reserve %s; nothing can be minted now"
              .formatted(book.supply(), book.attested()));
    }
  }

  private void comparePots() {
    Pots pots = books.pots();
    for (CampaignAccount each : pots.campaigns().values()) {
      CampaignCount count = state.ask(new Vouchers(each.contract()).countOf(each.id()));
      String subject = "campaign " + each.id().toHex();
      same(POTS, subject, "the pot", each.pot(), count.pot());
      same(POTS, subject, "what was spent", each.spent(), count.spent());
      same(POTS, subject, "units handed out", each.issued(), count.issued());
      same(POTS, subject, "units in being", each.outstanding(), count.outstanding());
    }
    pots.sponsors()
        .forEach(
            (pot, amount) ->
                same(
                    POTS,
                    "points of " + pot.owner(),
                    "the pot",
                    amount,
                    state.ask(new Points(pot.contract()).potOf(pot.owner(), pot.cash()))));
    pots.bonds()
        .forEach(
            (bond, amount) ->
                same(
                    POTS,
                    "bond of " + bond.owner(),
                    "the bond",
                    amount,
                    state
                        .ask(new Merchants(bond.contract()).shopOf(bond.owner(), bond.cash()))
                        .bond()));
    pots.pointsInBeing()
        .forEach(
            (contract, units) ->
                same(
                    POTS,
                    "points",
                    "the points in being",
                    units,
                    state.ask(new Points(contract).totalSupply())));
  }

  private void compareOrder(OrderAccount order, Instant now) {
    Address contract = order.key().orders();
    Hash id = order.key().id();
    var orders = new Orders(contract);
    Order kept = state.ask(orders.orderOf(id));
    findings.same(ORDERS, order.key(), "its terms", order.placed().terms(), kept.terms());
    Hash terms = state.ask(orders.hashTerms(order.terms()));
    findings.same(ORDERS, order.key(), "the hash of its terms", terms, kept.terms());
    findings.same(ORDERS, order.key(), "its state", order.state(), kept.state());
    same(ORDERS, order.key(), "what was refunded", order.refunded(), kept.refunded());
    same(
        ORDERS,
        order.key(),
        "what is owed",
        order.owed(),
        kept.owedByMerchant().addExact(kept.owedByPlatform()));
    if (terms.equals(kept.terms())) {
      same(
          ORDERS,
          order.key(),
          "its escrow",
          order.held(),
          state.ask(orders.escrowOf(order.terms())));
    }
    if (!order.ended()) {
      checkDeadline(order, state.ask(orders.dueOf(id)), now);
    }
  }

  private void checkDeadline(OrderAccount order, DueOf due, Instant now) {
    findings.checked(DEADLINES, 1);
    if (due.step() == OrderStep.NONE || !due.dueAt().fitsLong()) {
      return;
    }
    Instant dueAt = Instant.ofEpochSecond(due.dueAt().toLongExact());
    if (dueAt.plus(GRACE).isBefore(now)) {
      findings.warn(
          DEADLINES, order.key(), "step %s has been due since %s".formatted(due.step(), dueAt));
    }
  }

  private void same(
      String check, Object subject, String what, BigInteger byEvents, U256 byContract) {
    findings.same(check, subject, what, byEvents, byContract.toBigInteger());
  }
}
