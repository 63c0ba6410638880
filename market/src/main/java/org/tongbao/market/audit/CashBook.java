package org.tongbao.market.audit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tongbao.ledger.contract.CashEvent;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// One currency: who has how much of it, how much there is, and how much of that is covered by the
/// reserve. Amounts are minor units.
public final class CashBook {
  private static final String SUPPLY = "supply is covered";
  private static final String ONCE = "references work once";
  private static final Duration ATTESTATION_LIFE = Duration.ofDays(7);

  private final Address cash;
  private final String currency;
  private final Map<Address, BigInteger> balances = new HashMap<>();
  private final Map<Authorisation, Hash> authorisations = new HashMap<>();
  private final NavigableMap<Instant, BigInteger> burned = new TreeMap<>();
  private BigInteger supply = BigInteger.ZERO;
  private BigInteger attested = BigInteger.ZERO;
  private Instant asOf = Instant.EPOCH;
  private BigInteger deposited = BigInteger.ZERO;
  private BigInteger withdrawn = BigInteger.ZERO;

  private record Authorisation(Address account, Hash nonce) {}

  CashBook(Address cash, String currency) {
    this.cash = cash;
    this.currency = currency;
  }

  public Address cash() {
    return cash;
  }

  public String currency() {
    return currency;
  }

  public BigInteger supply() {
    return supply;
  }

  /// What the last attestation covers, less what was burned since.
  public BigInteger attested() {
    return attested;
  }

  /// The date of the last attestation.
  public Instant asOf() {
    return asOf;
  }

  /// All that was ever minted for a deposit.
  public BigInteger deposited() {
    return deposited;
  }

  /// All that was ever burned for a withdrawal.
  public BigInteger withdrawn() {
    return withdrawn;
  }

  public BigInteger balance(Address account) {
    return balances.getOrDefault(account, BigInteger.ZERO);
  }

  /// Everybody who ever had any.
  public Map<Address, BigInteger> balances() {
    return Map.copyOf(balances);
  }

  void enter(AuditEvent at, CashEvent event, Findings findings) {
    switch (event) {
      case CashEvent.Transfer e -> transfer(at, e, findings);
      case CashEvent.AuthorizationUsed e -> {
        findings.checked(ONCE, 1);
        Hash earlier =
            authorisations.putIfAbsent(
                new Authorisation(e.authorizer(), e.nonce()), at.transaction());
        if (earlier != null) {
          findings.differ(ONCE, "authorisation " + e.nonce(), "used again in " + at.place());
        }
      }
      case CashEvent.Approval _,
          CashEvent.AuthorizationCanceled _,
          CashEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void transfer(AuditEvent at, CashEvent.Transfer e, Findings findings) {
    BigInteger value = e.value().toBigInteger();
    if (e.from().isZero()) {
      supply = supply.add(value);
      checkMint(at, findings);
    } else {
      BigInteger left = balance(e.from()).subtract(value);
      balances.put(e.from(), left);
      if (left.signum() < 0) {
        findings.differ(SUPPLY, currency, e.from() + " gave more than it had in " + at.place());
      }
    }
    if (e.to().isZero()) {
      supply = supply.subtract(value);
    } else {
      balances.merge(e.to(), value, BigInteger::add);
    }
  }

  private void checkMint(AuditEvent at, Findings findings) {
    findings.checked(SUPPLY, 1);
    if (supply.compareTo(attested) > 0) {
      findings.differ(
          SUPPLY,
          currency,
          "a mint made the supply %s, above the attested reserve %s, in %s"
              .formatted(supply, attested, at.place()));
    }
    if (!at.at().isBefore(asOf.plus(ATTESTATION_LIFE))) {
      findings.differ(
          SUPPLY, currency, "minted under the attestation of " + asOf + " in " + at.place());
    }
  }

  void deposit(BigInteger amount) {
    deposited = deposited.add(amount);
  }

  /// What an attestation covers is what it says, less what has been burned from its date on.
  void attest(AuditEvent at, TreasuryEvent.ReserveAttested e, Findings findings) {
    Instant date = Instant.ofEpochSecond(e.asOf().toLongExact());
    if (!date.isAfter(asOf) || date.isAfter(at.at())) {
      findings.differ(SUPPLY, currency, "attested as of " + date + " in " + at.place());
    }
    BigInteger since =
        burned.tailMap(date, true).values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    attested = e.amount().toBigInteger().subtract(since).max(BigInteger.ZERO);
    asOf = date;
    findings.same(
        SUPPLY, currency, "the supply told with an attestation", supply, e.supply().toBigInteger());
  }

  void burn(Instant at, BigInteger amount) {
    withdrawn = withdrawn.add(amount);
    attested = attested.subtract(amount.min(attested));
    burned.merge(at, amount, BigInteger::add);
  }
}
