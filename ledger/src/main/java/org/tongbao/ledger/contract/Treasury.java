package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Deposits and withdrawals: the only door between institutions and Cash.
public final class Treasury extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Treasury");

  public Treasury(Address address) {
    super(ABI, address);
  }

  public ContractCall<U256> ATTESTATION_LIFE() {
    return call(Returns.one(U256.class), "ATTESTATION_LIFE");
  }

  public ContractCall<U256> DECIDE_WITHIN() {
    return call(Returns.one(U256.class), "DECIDE_WITHIN");
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  /// Approves a withdrawal: the money is burned, and is then to be paid out. Above the currency's
  /// limit two cashiers must approve. Signed by a cashier.
  public ContractCall<Nothing> approve(Hash id, Hash document, Intent intent) {
    return call(Returns.NOTHING, "approve", id, document, intent);
  }

  /// States what the institutions held for a currency (less withdrawals approved but not yet paid
  /// out). What was burned since then is taken off, so that a statement that comes late covers no
  /// money that has left. Signed by an attestor.
  public ContractCall<Nothing> attestReserve(
      Address cash, U256 amount, long asOf, Hash document, Intent intent) {
    return call(Returns.NOTHING, "attestReserve", cash, amount, asOf, document, intent);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  /// Credits money that an institution received for an account. Signed by an issuer; the reference
  /// is the institution's payment, and works once among all issuers.
  public ContractCall<Nothing> deposit(Address cash, Address to, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "deposit", cash, to, amount, intent);
  }

  /// What was done with a payment's reference: the content hash of the deposit, as in `contentOf`;
  /// zero when it is still unused.
  public ContractCall<Hash> depositOf(Hash ref) {
    return call(Returns.one(Hash.class), "depositOf", ref);
  }

  /// Credits money that an institution received for an order: merchant, buyer, currency and price
  /// are all inside the signed hash of the terms. What the order cannot take any more goes to the
  /// buyer's account. Signed by an issuer.
  public ContractCall<Nothing> depositToOrder(
      Address orders, Terms terms, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "depositToOrder", orders, terms, amount, intent);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Whether all money of a currency is covered by the attested reserve.
  public ContractCall<Boolean> isSolvent(Address cash) {
    return call(Returns.one(Boolean.class), "isSolvent", cash);
  }

  /// Rejects a withdrawal: the money goes back to its owner. Signed by a cashier.
  public ContractCall<Nothing> reject(Hash id, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "reject", id, reason, intent);
  }

  /// Locks money to be paid out through an institution. The signature is the owner's ERC-3009
  /// authorisation whose nonce is the hash of Withdraw.
  public ContractCall<Hash> requestWithdrawal(
      Address cash, U256 amount, Hash destination, Intent intent) {
    return call(Returns.one(Hash.class), "requestWithdrawal", cash, amount, destination, intent);
  }

  /// The attested reserve, when it was true, and the two-person limit.
  public ContractCall<Reserve> reserveOf(Address cash) {
    return call(Returns.one(Reserve.class), "reserveOf", cash);
  }

  /// Sends a withdrawal back that no cashier decided in time. Anybody may bring it.
  public ContractCall<Nothing> returnUndecided(Hash id) {
    return call(Returns.NOTHING, "returnUndecided", id);
  }

  /// Sets above which amount a withdrawal needs two cashiers. Governor only.
  public ContractCall<Nothing> setTwoPersonLimit(Address cash, U256 limit) {
    return call(Returns.NOTHING, "setTwoPersonLimit", cash, limit);
  }

  /// The id of the withdrawal that an account requests with a reference.
  public ContractCall<Hash> withdrawalId(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "withdrawalId", account, ref);
  }

  /// A withdrawal.
  public ContractCall<Withdrawal> withdrawalOf(Hash id) {
    return call(Returns.one(Withdrawal.class), "withdrawalOf", id);
  }
}
