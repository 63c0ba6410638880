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

/// Coupons, gift cards and recharge coupons: one ERC-1155 id per campaign.
public final class Vouchers extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Vouchers");

  public Vouchers(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<U256> balanceOf(Address account, U256 id) {
    return call(Returns.one(U256.class), "balanceOf", account, id);
  }

  public ContractCall<List<U256>> balanceOfBatch(List<Address> accounts, List<U256> ids) {
    return call(Returns.listOf(U256.class), "balanceOfBatch", accounts, ids);
  }

  /// The id of the campaign that a bearer publishes with a reference.
  public ContractCall<U256> campaignId(Address bearer, Hash ref) {
    return call(Returns.one(U256.class), "campaignId", bearer, ref);
  }

  /// A campaign's terms.
  public ContractCall<Campaign> campaignOf(U256 id) {
    return call(Returns.one(Campaign.class), "campaignOf", id);
  }

  /// Gets units of an open campaign. Signed by the account that gets them.
  public ContractCall<Nothing> claim(U256 id, U256 units, Intent intent) {
    return call(Returns.NOTHING, "claim", id, units, intent);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  /// A campaign's money and units.
  public ContractCall<CampaignCount> countOf(U256 id) {
    return call(Returns.one(CampaignCount.class), "countOf", id);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Adds money to a funded campaign's pot; what is left at the end goes to the bearer. The
  /// signature is an ERC-3009 authorisation whose nonce is the hash of FundCampaign.
  public ContractCall<Nothing> fund(U256 id, U256 amount, Intent intent) {
    return call(Returns.NOTHING, "fund", id, amount, intent);
  }

  /// Hands out units. Signed by the bearer.
  public ContractCall<Nothing> grant(U256 id, Address to, U256 units, Intent intent) {
    return call(Returns.NOTHING, "grant", id, to, units, intent);
  }

  public ContractCall<Boolean> isApprovedForAll(Address account, Address operator) {
    return call(Returns.one(Boolean.class), "isApprovedForAll", account, operator);
  }

  /// Units an account has got from a campaign so far.
  public ContractCall<U256> issuedTo(U256 id, Address account) {
    return call(Returns.one(U256.class), "issuedTo", id, account);
  }

  public ContractCall<Address> merchants() {
    return call(Returns.one(Address.class), "merchants");
  }

  /// Publishes a campaign; its terms never change. Signed by its bearer.
  public ContractCall<U256> publish(Campaign c, Hash content, Intent intent) {
    return call(Returns.one(U256.class), "publish", c, content, intent);
  }

  /// Turns recharge coupons into money in the owner's account. Signed by the owner.
  public ContractCall<Nothing> recharge(U256 id, U256 units, Intent intent) {
    return call(Returns.NOTHING, "recharge", id, units, intent);
  }

  /// Uses vouchers in an order: burns the units and pays their value from the pots to the calling
  /// Orders contract.
  public ContractCall<Nothing> redeem(
      Address account,
      Address merchant,
      Address cash,
      U256 goods,
      List<VoucherUse> uses,
      Hash order) {
    return call(Returns.NOTHING, "redeem", account, merchant, cash, goods, uses, order);
  }

  /// Takes a refunded voucher's money back, and gives its units back while the campaign runs: a
  /// gift card's by the refunded value, a coupon when its order is refunded whole. Once the
  /// campaign has ended, a gift card's money goes to the buyer and a coupon's to the bearer. Orders
  /// only, which must have approved `value`; at most what the order used.
  public ContractCall<Nothing> restore(
      Address account, U256 id, U256 value, boolean whole, Hash order) {
    return call(Returns.NOTHING, "restore", account, id, value, whole, order);
  }

  /// Pays what is left in the pot of an ended campaign to its bearer. Anybody may bring it.
  public ContractCall<Nothing> returnPot(U256 id) {
    return call(Returns.NOTHING, "returnPot", id);
  }

  public ContractCall<Nothing> safeBatchTransferFrom(
      Address from, Address to, List<U256> ids, List<U256> values, Bytes data) {
    return call(Returns.NOTHING, "safeBatchTransferFrom", from, to, ids, values, data);
  }

  public ContractCall<Nothing> safeTransferFrom(
      Address from, Address to, U256 id, U256 value, Bytes data) {
    return call(Returns.NOTHING, "safeTransferFrom", from, to, id, value, data);
  }

  public ContractCall<Nothing> setApprovalForAll(Address operator, boolean approved) {
    return call(Returns.NOTHING, "setApprovalForAll", operator, approved);
  }

  public ContractCall<Boolean> supportsInterface(Bytes interfaceId) {
    return call(Returns.one(Boolean.class), "supportsInterface", interfaceId);
  }

  public ContractCall<String> uri(U256 argument0) {
    return call(Returns.one(String.class), "uri", argument0);
  }

  /// Units an order used and can still get back.
  public ContractCall<U256> usedBy(Address orders, Hash order, U256 id) {
    return call(Returns.one(U256.class), "usedBy", orders, order, id);
  }
}
