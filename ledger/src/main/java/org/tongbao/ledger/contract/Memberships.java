package org.tongbao.ledger.contract;

import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Membership tiers: at most one per account, with an expiry, never transferable (ERC-5192).
public final class Memberships extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Memberships");

  public Memberships(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<Nothing> approve(Address to, U256 tokenId) {
    return call(Returns.NOTHING, "approve", to, tokenId);
  }

  public ContractCall<U256> balanceOf(Address owner) {
    return call(Returns.one(U256.class), "balanceOf", owner);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  public ContractCall<Address> getApproved(U256 tokenId) {
    return call(Returns.one(Address.class), "getApproved", tokenId);
  }

  /// Makes an account a member. Signed by a steward.
  public ContractCall<Nothing> grant(Address member, int tier, long expires, Intent intent) {
    return call(Returns.NOTHING, "grant", member, tier, expires, intent);
  }

  public ContractCall<Boolean> isApprovedForAll(Address owner, Address operator) {
    return call(Returns.one(Boolean.class), "isApprovedForAll", owner, operator);
  }

  public ContractCall<Boolean> locked(U256 tokenId) {
    return call(Returns.one(Boolean.class), "locked", tokenId);
  }

  /// The account's membership as recorded.
  public ContractCall<Membership> membershipOf(Address account) {
    return call(Returns.one(Membership.class), "membershipOf", account);
  }

  public ContractCall<String> name() {
    return call(Returns.one(String.class), "name");
  }

  public ContractCall<Address> ownerOf(U256 tokenId) {
    return call(Returns.one(Address.class), "ownerOf", tokenId);
  }

  /// Sets a member's tier and expiry anew. Signed by a steward.
  public ContractCall<Nothing> renew(Address member, int tier, long expires, Intent intent) {
    return call(Returns.NOTHING, "renew", member, tier, expires, intent);
  }

  /// Ends the account's own membership. Signed by the member.
  public ContractCall<Nothing> resign(Intent intent) {
    return call(Returns.NOTHING, "resign", intent);
  }

  /// Ends a membership. Signed by a steward.
  public ContractCall<Nothing> revoke(Address member, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "revoke", member, reason, intent);
  }

  public ContractCall<Nothing> safeTransferFrom(Address from, Address to, U256 tokenId) {
    return call(Returns.NOTHING, "safeTransferFrom", from, to, tokenId);
  }

  public ContractCall<Nothing> safeTransferFrom(
      Address from, Address to, U256 tokenId, Bytes data) {
    return call(Returns.NOTHING, "safeTransferFrom", from, to, tokenId, data);
  }

  public ContractCall<Nothing> setApprovalForAll(Address operator, boolean approved) {
    return call(Returns.NOTHING, "setApprovalForAll", operator, approved);
  }

  public ContractCall<Boolean> supportsInterface(Bytes interfaceId) {
    return call(Returns.one(Boolean.class), "supportsInterface", interfaceId);
  }

  public ContractCall<String> symbol() {
    return call(Returns.one(String.class), "symbol");
  }

  /// The account's tier now; zero when it has none or it has expired.
  public ContractCall<Integer> tierOf(Address account) {
    return call(Returns.one(Integer.class), "tierOf", account);
  }

  /// The token's id of an account's membership.
  public ContractCall<U256> tokenOf(Address account) {
    return call(Returns.one(U256.class), "tokenOf", account);
  }

  public ContractCall<String> tokenURI(U256 tokenId) {
    return call(Returns.one(String.class), "tokenURI", tokenId);
  }

  public ContractCall<Nothing> transferFrom(Address from, Address to, U256 tokenId) {
    return call(Returns.NOTHING, "transferFrom", from, to, tokenId);
  }
}
