package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.contract.WithdrawalState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Deposits, withdrawals and attestations of all currencies.
final class TreasuryBook {
  private static final String ONCE = "references work once";
  private static final String CHECK = "withdrawals are decided once";

  private final Books books;
  private final Obligations obligations;
  private final Findings findings;
  private final Map<Hash, Deposit> deposits = new LinkedHashMap<>();
  private final Map<Hash, WithdrawalAccount> withdrawals = new LinkedHashMap<>();
  private final Map<Address, BigInteger> mintedUnexplained = new HashMap<>();

  TreasuryBook(Books books, Obligations obligations, Findings findings) {
    this.books = books;
    this.obligations = obligations;
    this.findings = findings;
  }

  Map<Hash, Deposit> deposits() {
    return deposits;
  }

  Map<Hash, WithdrawalAccount> withdrawals() {
    return withdrawals;
  }

  /// Money that was made (or destroyed, when negative) and needs an event that says what for.
  void explainLater(Address cash, BigInteger amount) {
    mintedUnexplained.merge(cash, amount, BigInteger::add);
  }

  void enter(AuditEvent at, TreasuryEvent event) {
    switch (event) {
      case TreasuryEvent.Deposited e ->
          deposit(at, e.ref(), new Deposit(e.cash(), e.amount().toBigInteger(), e.account(), null));
      case TreasuryEvent.DepositedToOrder e ->
          deposit(
              at,
              e.ref(),
              new Deposit(
                  e.cash(), e.amount().toBigInteger(), null, new OrderKey(e.orders(), e.order())));
      case TreasuryEvent.WithdrawalRequested e -> request(at, e);
      case TreasuryEvent.WithdrawalApproved e -> approve(at, e);
      case TreasuryEvent.WithdrawalReturned e -> {
        WithdrawalAccount withdrawal = decide(at, e.id(), WithdrawalState.RETURNED);
        findings.same(
            CHECK,
            "withdrawal " + e.id(),
            "what came back",
            withdrawal.amount(),
            e.amount().toBigInteger());
      }
      case TreasuryEvent.ReserveAttested e -> books.cash(e.cash()).attest(at, e, findings);
      case TreasuryEvent.TwoPersonLimitSet _, TreasuryEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void deposit(AuditEvent at, Hash reference, Deposit deposit) {
    findings.checked(ONCE, 1);
    if (deposits.putIfAbsent(reference, deposit) != null) {
      findings.differ(ONCE, "deposit " + reference, "credited again in " + at.place());
    }
    books.cash(deposit.cash()).deposit(deposit.amount());
    explainLater(deposit.cash(), deposit.amount().negate());
  }

  private void request(AuditEvent at, TreasuryEvent.WithdrawalRequested e) {
    findings.checked(ONCE, 1);
    var withdrawal = new WithdrawalAccount(e);
    if (withdrawals.putIfAbsent(e.id(), withdrawal) != null) {
      findings.differ(ONCE, "withdrawal " + e.id(), "asked for again in " + at.place());
    }
    obligations.add(at.emitter(), e.cash(), withdrawal.amount());
  }

  private void approve(AuditEvent at, TreasuryEvent.WithdrawalApproved e) {
    if (e.burned()) {
      WithdrawalAccount withdrawal = decide(at, e.id(), WithdrawalState.BURNED);
      books.cash(withdrawal.cash()).burn(at.at(), withdrawal.amount());
      explainLater(withdrawal.cash(), withdrawal.amount());
    } else {
      find(at, e.id()).become(WithdrawalState.APPROVED_ONCE);
    }
  }

  private WithdrawalAccount decide(AuditEvent at, Hash id, WithdrawalState state) {
    WithdrawalAccount withdrawal = find(at, id);
    findings.checked(CHECK, 1);
    if (!withdrawal.waits()) {
      findings.differ(
          CHECK,
          "withdrawal " + id,
          "was %s already at %s".formatted(withdrawal.state(), at.place()));
    }
    withdrawal.become(state);
    obligations.add(at.emitter(), withdrawal.cash(), withdrawal.amount().negate());
    return withdrawal;
  }

  private WithdrawalAccount find(AuditEvent at, Hash id) {
    WithdrawalAccount withdrawal = withdrawals.get(id);
    if (withdrawal == null) {
      throw new BooksException("withdrawal " + id + " was never asked for: " + at.place());
    }
    return withdrawal;
  }

  /// What was minted in a block is what was deposited in it, and what was burned what was paid out.
  void checkAfter(long block) {
    mintedUnexplained.forEach(
        (cash, amount) -> {
          if (amount.signum() != 0) {
            findings.differ(
                "supply is covered",
                books.cash(cash).currency(),
                "%s minted without a deposit (or burned without a withdrawal) in block %d"
                    .formatted(amount, block));
          }
        });
    mintedUnexplained.clear();
  }
}
