package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The address book with its versions, and who holds which role.
public final class Directory extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Directory");

  public Directory(Address address) {
    super(ABI, address);
  }

  public ContractCall<U256> BETWEEN_PAUSES() {
    return call(Returns.one(U256.class), "BETWEEN_PAUSES");
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<U256> PAUSE() {
    return call(Returns.one(U256.class), "PAUSE");
  }

  /// Lets a later version of a contract act for the account that signs.
  public ContractCall<Nothing> acceptVersion(Address version, Intent intent) {
    return call(Returns.NOTHING, "acceptVersion", version, intent);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  public ContractCall<Address> feeAccount() {
    return call(Returns.one(Address.class), "feeAccount");
  }

  public ContractCall<Address> founder() {
    return call(Returns.one(Address.class), "founder");
  }

  public ContractCall<Address> governor() {
    return call(Returns.one(Address.class), "governor");
  }

  /// Whether the account accepted a later version.
  public ContractCall<Boolean> hasAccepted(Address account, Address version) {
    return call(Returns.one(Boolean.class), "hasAccepted", account, version);
  }

  /// Whether `actor` is a version of `name` that may act for the account.
  public ContractCall<Boolean> isActor(Bytes name, Address actor, Address account) {
    return call(Returns.one(Boolean.class), "isActor", name, actor, account);
  }

  /// What is listed at an address; version 0 when nothing is.
  public ContractCall<Listing> listingOf(Address deployed) {
    return call(Returns.one(Listing.class), "listingOf", deployed);
  }

  /// The newest contract of a name; zero when there is none.
  public ContractCall<Address> lookup(Bytes name) {
    return call(Returns.one(Address.class), "lookup", name);
  }

  /// A version of a name, counted from 1; zero when there is none.
  public ContractCall<Address> lookupVersion(Bytes name, U256 version) {
    return call(Returns.one(Address.class), "lookupVersion", name, version);
  }

  /// Stops new orders, payments, deposits, pledges and claims for `PAUSE`; everything that lets
  /// value out goes on. Signed by a guardian.
  public ContractCall<Nothing> pause(Hash reason, Intent intent) {
    return call(Returns.NOTHING, "pause", reason, intent);
  }

  /// Until when entries are paused; a time that is not in the future means open.
  public ContractCall<U256> pausedUntil() {
    return call(Returns.one(U256.class), "pausedUntil");
  }

  /// Lists a contract as the newest version of a name. Governor only.
  public ContractCall<Nothing> publish(Bytes name, Address deployed) {
    return call(Returns.NOTHING, "publish", name, deployed);
  }

  /// Reverts unless `actor` is a version of `name` that may act for the account.
  public ContractCall<Nothing> requireActor(Bytes name, Address actor, Address account) {
    return call(Returns.NOTHING, "requireActor", name, actor, account);
  }

  /// Reverts unless the address is listed as one of our currencies ("Cash:" and the code).
  public ContractCall<Nothing> requireCash(Address cash) {
    return call(Returns.NOTHING, "requireCash", cash);
  }

  /// Reverts unless the calling contract may take new business in this currency: entries are open,
  /// it is the newest of its name, and the money is ours.
  public ContractCall<Nothing> requireEntry(Address cash) {
    return call(Returns.NOTHING, "requireEntry", cash);
  }

  /// Reverts unless the caller of the calling contract is the governor.
  public ContractCall<Nothing> requireGovernor(Address caller) {
    return call(Returns.NOTHING, "requireGovernor", caller);
  }

  /// Reverts unless the address is listed under the name, in any version.
  public ContractCall<Nothing> requireListed(Bytes name, Address deployed) {
    return call(Returns.NOTHING, "requireListed", name, deployed);
  }

  /// Reverts while entries are paused.
  public ContractCall<Nothing> requireOpen() {
    return call(Returns.NOTHING, "requireOpen");
  }

  /// Reverts unless the account holds the role.
  public ContractCall<Nothing> requireRole(Address account, U256 role) {
    return call(Returns.NOTHING, "requireRole", account, role);
  }

  /// Ends a pause early. Signed by a guardian.
  public ContractCall<Nothing> resume(Intent intent) {
    return call(Returns.NOTHING, "resume", intent);
  }

  /// Takes roles from an operator at once. Signed by a guardian; guardians themselves are left to
  /// the governor.
  public ContractCall<Nothing> revoke(Address operator, U256 roles, Intent intent) {
    return call(Returns.NOTHING, "revoke", operator, roles, intent);
  }

  /// The mask of an account's roles.
  public ContractCall<U256> rolesOf(Address account) {
    return call(Returns.one(U256.class), "rolesOf", account);
  }

  /// Sets where fees are paid from now on. Governor only.
  public ContractCall<Nothing> setFeeAccount(Address account) {
    return call(Returns.NOTHING, "setFeeAccount", account);
  }

  /// Sets all roles of an account. Governor only.
  public ContractCall<Nothing> setRoles(Address account, U256 roles) {
    return call(Returns.NOTHING, "setRoles", account, roles);
  }

  /// Publishes the first contracts and roles, once. Founder only.
  public ContractCall<Nothing> setUp(
      List<Publication> publications, List<RoleGrant> grants, Address feeAccount) {
    return call(Returns.NOTHING, "setUp", publications, grants, feeAccount);
  }
}
