package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Loyalty points: minted when an order completes, burned at use, reversed in proportion to a
/// refund, expiring at the end of the calendar year (UTC) after the one they were earned in.
public final class Points extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Points");

  public Points(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  /// ERC-20 face: nobody can spend another's points.
  public ContractCall<U256> allowance(Address argument0, Address argument1) {
    return call(Returns.one(U256.class), "allowance", argument0, argument1);
  }

  /// ERC-20 face: always reverts.
  public ContractCall<Boolean> approve(Address argument0, U256 argument1) {
    return call(Returns.one(Boolean.class), "approve", argument0, argument1);
  }

  /// Mints points for a completed order. Orders only.
  public ContractCall<Nothing> award(Address account, U256 amount, Hash order) {
    return call(Returns.NOTHING, "award", account, amount, order);
  }

  /// What an order awarded and can still reverse.
  public ContractCall<U256> awardOf(Address orders, Hash order) {
    return call(Returns.one(U256.class), "awardOf", orders, order);
  }

  /// Points by year of earning, and what the account owes from reversals.
  public ContractCall<PointsBalance> balanceDetails(Address account) {
    return call(Returns.one(PointsBalance.class), "balanceDetails", account);
  }

  /// Points that the account can spend now.
  public ContractCall<U256> balanceOf(Address account) {
    return call(Returns.one(U256.class), "balanceOf", account);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  public ContractCall<Integer> decimals() {
    return call(Returns.one(Integer.class), "decimals");
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Burns an account's expired points. Anybody may bring it.
  public ContractCall<Nothing> expire(Address account) {
    return call(Returns.NOTHING, "expire", account);
  }

  /// Adds money to the pot of one of the platform's accounts (PROMOTER), which pays for points
  /// spent in orders that name it as sponsor. The signature is its ERC-3009 authorisation whose
  /// nonce is the hash of FundPot.
  public ContractCall<Nothing> fundPot(Address cash, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "fundPot", cash, amount, intent);
  }

  public ContractCall<String> name() {
    return call(Returns.one(String.class), "name");
  }

  /// Money that a sponsor has set aside for points.
  public ContractCall<U256> potOf(Address sponsor, Address cash) {
    return call(Returns.one(U256.class), "potOf", sponsor, cash);
  }

  /// Gives points back that an order spent, the longest-lived first; those that would have expired
  /// meanwhile are gone. Orders only, at most what it spent.
  public ContractCall<Nothing> restore(Address account, U256 amount, Hash order) {
    return call(Returns.NOTHING, "restore", account, amount, order);
  }

  /// Takes awarded points back in proportion to a refund; what the account has already spent
  /// becomes a debt against its next award. Orders only; takes at most what the order awarded.
  public ContractCall<Nothing> reverse(Address account, U256 amount, Hash order) {
    return call(Returns.NOTHING, "reverse", account, amount, order);
  }

  /// Burns points, oldest first, and pays their value from the sponsor's pot to the calling Orders
  /// contract.
  public ContractCall<Nothing> spend(
      Address account, U256 amount, Address sponsor, Address cash, U256 value, Hash order) {
    return call(Returns.NOTHING, "spend", account, amount, sponsor, cash, value, order);
  }

  /// What an order spent and can still give back.
  public ContractCall<PointsSpend> spendOf(Address orders, Hash order) {
    return call(Returns.one(PointsSpend.class), "spendOf", orders, order);
  }

  public ContractCall<String> symbol() {
    return call(Returns.one(String.class), "symbol");
  }

  public ContractCall<U256> totalSupply() {
    return call(Returns.one(U256.class), "totalSupply");
  }

  /// ERC-20 face: always reverts.
  public ContractCall<Boolean> transfer(Address argument0, U256 argument1) {
    return call(Returns.one(Boolean.class), "transfer", argument0, argument1);
  }

  /// ERC-20 face: always reverts.
  public ContractCall<Boolean> transferFrom(Address argument0, Address argument1, U256 argument2) {
    return call(Returns.one(Boolean.class), "transferFrom", argument0, argument1, argument2);
  }

  /// Pays money from the account's pot back to the account. Signed by the sponsor.
  public ContractCall<Nothing> withdrawPot(Address cash, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "withdrawPot", cash, amount, intent);
  }
}
