package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Group buys: pledges of quantity and highest price in escrow; one clearing price for all.
public final class GroupBuys extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("GroupBuys");

  public GroupBuys(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<U256> MAX_OPEN() {
    return call(Returns.one(U256.class), "MAX_OPEN");
  }

  public ContractCall<U256> MAX_TIERS() {
    return call(Returns.one(U256.class), "MAX_TIERS");
  }

  public ContractCall<U256> ORDER_WITHIN() {
    return call(Returns.one(U256.class), "ORDER_WITHIN");
  }

  /// Calls a group buy off before it closes; all pledges are refunded. Once it has closed the
  /// merchant is bound to what was pledged. Signed by the merchant.
  public ContractCall<Nothing> cancel(Group g, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "cancel", g, reason, intent);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  /// Units pledged at each tier's price or more.
  public ContractCall<List<Long>> demandOf(Hash group) {
    return call(Returns.listOf(Long.class), "demandOf", group);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Closes a group buy and sets its price, after its time or when all units are pledged. Anybody
  /// may bring it.
  public ContractCall<Nothing> finalise(Group g) {
    return call(Returns.NOTHING, "finalise", g);
  }

  /// The id of a group buy: the EIP-712 hashStruct of its terms.
  public ContractCall<Hash> hashGroup(Group g) {
    return call(Returns.one(Hash.class), "hashGroup", g);
  }

  /// Pledges a quantity at a highest price. Locked is the quantity at the dearest tier the price
  /// allows. The signature is the buyer's ERC-3009 authorisation of that amount, whose nonce is the
  /// hash of Join.
  public ContractCall<Hash> join(
      Group g, long quantity, U256 maxPrice, Hash details, Intent intent) {
    return call(Returns.one(Hash.class), "join", g, quantity, maxPrice, details, intent);
  }

  public ContractCall<Address> merchants() {
    return call(Returns.one(Address.class), "merchants");
  }

  /// Opens a group buy. Signed by the merchant, and by a clerk (`QuoteGroup(Group group)`).
  public ContractCall<Nothing> open(Group g, Quote quote, Intent intent) {
    return call(Returns.NOTHING, "open", g, quote, intent);
  }

  /// Makes a served pledge an order, paid at the clearing price, and gives its buyer the
  /// difference. Anybody may bring it.
  public ContractCall<Nothing> order(Group g, Hash pledge) {
    return call(Returns.NOTHING, "order", g, pledge);
  }

  public ContractCall<Address> orders() {
    return call(Returns.one(Address.class), "orders");
  }

  /// The id of the pledge that an account makes with a reference.
  public ContractCall<Hash> pledgeId(Hash group, Address buyer, Hash ref) {
    return call(Returns.one(Hash.class), "pledgeId", group, buyer, ref);
  }

  /// A pledge.
  public ContractCall<Pledge> pledgeOf(Hash group, Hash pledge) {
    return call(Returns.one(Pledge.class), "pledgeOf", group, pledge);
  }

  /// Units that an account has pledged.
  public ContractCall<U256> pledgedBy(Hash group, Address buyer) {
    return call(Returns.one(U256.class), "pledgedBy", group, buyer);
  }

  /// Refunds a pledge whose group buy failed, that the price left out, or that did not become an
  /// order in time. Anybody may bring it.
  public ContractCall<Nothing> refund(Group g, Hash pledge) {
    return call(Returns.NOTHING, "refund", g, pledge);
  }

  /// A group buy's state.
  public ContractCall<GroupStatus> statusOf(Hash group) {
    return call(Returns.one(GroupStatus.class), "statusOf", group);
  }
}
