package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.Optional;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// The books of one campaign of vouchers. Amounts are minor units of its money.
final class CampaignAccount {
  private final U256 id;
  private final Address contract;
  private final Campaign terms;
  private BigInteger pot = BigInteger.ZERO;
  private BigInteger spent = BigInteger.ZERO;
  private BigInteger issued = BigInteger.ZERO;
  private BigInteger outstanding = BigInteger.ZERO;

  CampaignAccount(U256 id, Address contract, Campaign terms) {
    this.id = id;
    this.contract = contract;
    this.terms = terms;
  }

  U256 id() {
    return id;
  }

  Address contract() {
    return contract;
  }

  Campaign terms() {
    return terms;
  }

  BigInteger pot() {
    return pot;
  }

  BigInteger spent() {
    return spent;
  }

  BigInteger issued() {
    return issued;
  }

  BigInteger outstanding() {
    return outstanding;
  }

  void fund(BigInteger amount) {
    pot = pot.add(amount);
  }

  void issue(BigInteger units) {
    issued = issued.add(units);
    outstanding = outstanding.add(units);
  }

  /// Units that were used and money that they took out of the pot; both negative when given back.
  void use(BigInteger units, BigInteger value) {
    outstanding = outstanding.subtract(units);
    spent = spent.add(value);
  }

  /// What is wrong when the pot does not cover the units.
  Optional<String> uncovered() {
    BigInteger each = terms.value().toBigInteger();
    if (pot.add(spent).compareTo(issued.multiply(each)) < 0) {
      return Optional.of(
          "pot %s and spent %s for %s units of %s".formatted(pot, spent, issued, each));
    }
    return pot.compareTo(outstanding.multiply(each)) < 0
        ? Optional.of("pot %s for %s units of %s in being".formatted(pot, outstanding, each))
        : Optional.empty();
  }
}
