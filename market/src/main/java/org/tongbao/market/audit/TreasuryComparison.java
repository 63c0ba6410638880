package org.tongbao.market.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.CashEvent;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.contract.WithdrawalState;
import org.tongbao.market.audit.AccountRowStore.AccountRow;
import org.tongbao.market.audit.TreasuryRowStore.CreditRow;
import org.tongbao.market.audit.TreasuryRowStore.ReserveRow;
import org.tongbao.market.audit.TreasuryRowStore.SponsorRow;
import org.tongbao.market.audit.TreasuryRowStore.StatementRow;
import org.tongbao.market.audit.TreasuryRowStore.WithdrawalRow;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Money that came in, that goes out, and that covers what is there: the rows of wallet and
/// treasury against the books.
final class TreasuryComparison {
  private static final String WITHDRAWALS = "withdrawals in the database";
  private static final String CREDITS = "recharges are credited";
  private static final String RESERVES = "reserves in the database";
  private static final String ONLY_HERE = "value that only the database knows";

  /// States of withdrawals that the chain has not heard of.
  private static final Set<String> BEFORE = Set.of("TO_SIGN", "ASKED", "REFUSED");

  private final TreasuryRowStore store;
  private final Findings findings;
  private final Map<Address, AccountRow> accounts;
  private final Map<Address, TreasuryEvent.ReserveAttested> newest = new HashMap<>();
  private final Map<Hash, TreasuryEvent.ReserveAttested> attested = new HashMap<>();
  private final Set<Hash> authorisations = new HashSet<>();

  /// Amounts by what they are.
  private final Map<String, BigInteger> onlyHere = new TreeMap<>();

  TreasuryComparison(TreasuryRowStore store, Findings findings, Map<Address, AccountRow> accounts) {
    this.store = store;
    this.findings = findings;
    this.accounts = accounts;
  }

  void event(AuditEvent at) {
    switch (at.event()) {
      case TreasuryEvent.ReserveAttested it -> {
        newest.put(it.cash(), it);
        attested.put(it.document(), it);
      }
      case CashEvent.AuthorizationUsed it -> {
        AccountRow account = accounts.get(it.authorizer());
        if (account != null && account.kind().equals("PLATFORM")) {
          authorisations.add(it.nonce());
        }
      }
      default -> {}
    }
  }

  void finish(Books books) {
    Map<String, CashBook> currencies = new HashMap<>();
    books.currencies().forEach(each -> currencies.put(each.currency(), each));
    compareWithdrawals(books, currencies);
    compareCredits(books, currencies);
    compareRecharges();
    compareReserves(currencies);
    compareStatements();
    store.sponsorFundings().forEach(row -> compareSponsor(books, row));
    onlyHere.forEach((what, amount) -> findings.warn(ONLY_HERE, what, amount + " minor units"));
    findings.checked(ONLY_HERE, onlyHere.size());
  }

  private void compareWithdrawals(Books books, Map<String, CashBook> currencies) {
    Map<Hash, WithdrawalAccount> unknown = new HashMap<>(books.withdrawals());
    for (WithdrawalRow row : store.withdrawals()) {
      WithdrawalAccount withdrawal = unknown.remove(row.chainId());
      String subject = "withdrawal " + row.chainId();
      findings.checked(WITHDRAWALS, 1);
      if (BEFORE.contains(row.state())) {
        if (withdrawal != null) {
          findings.differ(
              WITHDRAWALS, subject, "is %s, and the chain has it".formatted(row.state()));
        }
        continue;
      }
      if (withdrawal == null) {
        findings.differ(
            WITHDRAWALS, subject, "is %s; the chain does not know it".formatted(row.state()));
        continue;
      }
      compareWithdrawal(subject, row, withdrawal, currencies.get(row.currency()));
    }
    store
        .unfoundedPayouts()
        .forEach(
            id ->
                findings.differ(
                    WITHDRAWALS,
                    "withdrawal " + id,
                    "a payout has neither a refund nor a credit behind it"));
    unknown.forEach((id, each) -> unknownWithdrawal(id, each));
  }

  private void compareWithdrawal(
      String subject, WithdrawalRow row, WithdrawalAccount withdrawal, @Nullable CashBook cash) {
    findings.same(WITHDRAWALS, subject, "its state", withdrawal.state(), stateOf(row.state()));
    findings.same(WITHDRAWALS, subject, "its account", withdrawal.account(), row.account());
    findings.same(
        WITHDRAWALS,
        subject,
        "its currency",
        withdrawal.cash(),
        cash == null ? row.currency() : cash.cash());
    same(WITHDRAWALS, subject, "its amount", withdrawal.amount(), row.amount());
    if (withdrawal.state() != WithdrawalState.BURNED) {
      return;
    }
    boolean back = row.destination().equals("ORIGINAL");
    same(
        WITHDRAWALS,
        subject,
        back ? "what its payouts sum to" : "what statements take off for it",
        withdrawal.amount(),
        back ? row.paidOut() : row.takenOff());
    if (row.state().equals("BURNED")) {
      only("burned and not yet paid out, " + row.currency(), row.amount());
    } else if (!back && row.paidReference() == null) {
      findings.differ(WITHDRAWALS, subject, "is paid out under no reference");
    }
  }

  /// Whose key is here asks through the database; anybody else may ask the contract itself.
  private void unknownWithdrawal(Hash id, WithdrawalAccount withdrawal) {
    AccountRow account = accounts.get(withdrawal.account());
    String problem = "of %s: the database does not know it".formatted(withdrawal.account());
    if (account != null && account.sealed()) {
      findings.differ(WITHDRAWALS, "withdrawal " + id, problem);
    } else {
      findings.warn(WITHDRAWALS, "withdrawal " + id, problem);
    }
  }

  private static WithdrawalState stateOf(String row) {
    return switch (row) {
      case "HELD" -> WithdrawalState.REQUESTED;
      case "APPROVED_ONCE" -> WithdrawalState.APPROVED_ONCE;
      case "BURNED", "PAID" -> WithdrawalState.BURNED;
      case "RETURNED" -> WithdrawalState.RETURNED;
      default -> throw new IllegalStateException("A withdrawal in state " + row);
    };
  }

  private void compareCredits(Books books, Map<String, CashBook> currencies) {
    for (CreditRow row : store.credits()) {
      findings.checked(CREDITS, 1);
      String subject = "deposit " + row.reference();
      Deposit deposit = books.deposits().get(row.reference());
      boolean credited = row.state().equals("CREDITED");
      if (deposit == null) {
        if (credited) {
          findings.differ(CREDITS, subject, "is credited; the chain does not know it");
        } else {
          only("paid in and not yet credited, " + row.currency(), row.amount());
        }
        continue;
      }
      CashBook cash = currencies.get(row.currency());
      if (!credited) {
        findings.differ(CREDITS, subject, "is %s; the chain has it".formatted(row.state()));
      }
      same(CREDITS, subject, "its amount", deposit.amount(), row.amount());
      if (!Objects.equals(row.account(), deposit.account())
          || cash == null
          || !cash.cash().equals(deposit.cash())) {
        findings.differ(
            CREDITS, subject, "went to %s, not to %s".formatted(deposit, row.account()));
      }
    }
  }

  private void compareRecharges() {
    for (TreasuryRowStore.RechargeRow row : store.recharges()) {
      String subject = "recharge " + row.id();
      findings.same(CREDITS, subject, "what was paid", row.captured(), row.paid());
      findings.same(CREDITS, subject, "what was credited", row.deposited(), row.credited());
      if (row.state().equals("CREDITED") && row.credited() != row.paid()) {
        findings.differ(CREDITS, subject, "is CREDITED, and not all of it");
      }
    }
    store
        .forgottenCaptures()
        .forEach(
            payment ->
                findings.differ(
                    CREDITS, "payment " + payment, "was paid for a recharge and never credited"));
  }

  private void compareReserves(Map<String, CashBook> currencies) {
    for (ReserveRow row : store.reserves()) {
      CashBook cash = currencies.get(row.currency());
      if (cash == null) {
        findings.differ(RESERVES, row.currency(), "the chain has no such money");
        continue;
      }
      TreasuryEvent.ReserveAttested last = newest.get(cash.cash());
      Instant asOf = last == null ? null : Instant.ofEpochSecond(last.asOf().toLongExact());
      BigInteger amount = last == null ? BigInteger.ZERO : last.amount().toBigInteger();
      same(RESERVES, row.currency(), "what was attested last", amount, row.attested());
      findings.same(
          RESERVES,
          row.currency(),
          "the date of that",
          String.valueOf(asOf),
          String.valueOf(row.asOf()));
      if (cash.supply().compareTo(BigInteger.valueOf(row.held())) > 0) {
        findings.differ(
            RESERVES,
            row.currency(),
            "institutions hold %d for a supply of %s".formatted(row.held(), cash.supply()));
      }
    }
  }

  private void compareStatements() {
    for (StatementRow row : store.attestedStatements()) {
      findings.checked(RESERVES, 1);
      String subject = "statement %d of %s".formatted(row.number(), row.currency());
      TreasuryEvent.ReserveAttested event = attested.remove(row.hash());
      Hash hash = Bytes.wrap(row.document().getBytes(StandardCharsets.UTF_8)).keccak256();
      if (event == null) {
        findings.differ(RESERVES, subject, "is attested; the chain does not know it");
        continue;
      }
      findings.same(RESERVES, subject, "the hash of its document", row.hash(), hash);
      same(RESERVES, subject, "its amount", event.amount().toBigInteger(), row.attested());
      findings.same(
          RESERVES, subject, "its date", event.asOf().toLongExact(), row.asOf().getEpochSecond());
    }
    attested.forEach(
        (document, event) ->
            findings.warn(
                RESERVES,
                "attestation " + document,
                "%s was attested by a document that is not here".formatted(event.amount())));
  }

  private void compareSponsor(Books books, SponsorRow row) {
    findings.checked(CREDITS, 1);
    boolean moved =
        row.source().equals("FEES")
            ? authorisations.contains(row.reference())
            : books.deposits().containsKey(row.reference());
    if (moved != row.state().equals("DONE")) {
      findings.differ(
          CREDITS,
          "funding " + row.reference(),
          "of the sponsor is %s, and the chain %s"
              .formatted(row.state(), moved ? "has it" : "does not know it"));
    }
  }

  private void only(String what, long amount) {
    onlyHere.merge(what, BigInteger.valueOf(amount), BigInteger::add);
  }

  private void same(String check, String subject, String what, BigInteger chain, long database) {
    findings.same(check, subject, what, chain, BigInteger.valueOf(database));
  }
}
