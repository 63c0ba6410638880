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

/// One escrow per seller order, from placing to the end, under terms frozen by their hash.
public final class Orders extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Orders");

  public Orders(Address address) {
    super(ABI, address);
  }

  public ContractCall<U256> ACKNOWLEDGE_WITHIN() {
    return call(Returns.one(U256.class), "ACKNOWLEDGE_WITHIN");
  }

  public ContractCall<U256> ANSWER_WITHIN() {
    return call(Returns.one(U256.class), "ANSWER_WITHIN");
  }

  public ContractCall<U256> APPEAL_WITHIN() {
    return call(Returns.one(U256.class), "APPEAL_WITHIN");
  }

  public ContractCall<U256> DELIVERY_GRACE() {
    return call(Returns.one(U256.class), "DELIVERY_GRACE");
  }

  public ContractCall<U256> DISPUTE_WITHIN() {
    return call(Returns.one(U256.class), "DISPUTE_WITHIN");
  }

  public ContractCall<Hash> DOMAIN_SEPARATOR() {
    return call(Returns.one(Hash.class), "DOMAIN_SEPARATOR");
  }

  public ContractCall<U256> MAX_FAILED_CLAIMS() {
    return call(Returns.one(U256.class), "MAX_FAILED_CLAIMS");
  }

  public ContractCall<U256> MAX_PERIODS() {
    return call(Returns.one(U256.class), "MAX_PERIODS");
  }

  public ContractCall<U256> MAX_UNPAID() {
    return call(Returns.one(U256.class), "MAX_UNPAID");
  }

  public ContractCall<U256> MAX_VOUCHERS() {
    return call(Returns.one(U256.class), "MAX_VOUCHERS");
  }

  public ContractCall<U256> RULE_WITHIN() {
    return call(Returns.one(U256.class), "RULE_WITHIN");
  }

  /// Confirms that the money has arrived, which completes the order: the buyer gets the points
  /// earned and any change. Signed by the merchant.
  public ContractCall<Nothing> acknowledgePayout(Terms t, Intent intent) {
    return call(Returns.NOTHING, "acknowledgePayout", t, intent);
  }

  /// Takes the step that is due, if its time has come. Anybody may bring it.
  public ContractCall<Nothing> advance(Terms t) {
    return call(Returns.NOTHING, "advance", t);
  }

  /// Grants or refuses the refund that was asked for. Signed by the merchant.
  public ContractCall<Nothing> answerRefund(
      Terms t, U256 due, U256 amount, boolean granted, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "answerRefund", t, due, amount, granted, reason, intent);
  }

  /// Appeals a ruling, once. Signed by the buyer or the merchant.
  public ContractCall<Nothing> appeal(Terms t, U256 due, Hash evidence, Intent intent) {
    return call(Returns.NOTHING, "appeal", t, due, evidence, intent);
  }

  /// Cancels an order that has not shipped; everything goes back. Signed by the buyer or the
  /// merchant.
  public ContractCall<Nothing> cancel(Terms t, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "cancel", t, reason, intent);
  }

  /// Reports the carrier's delivery: the order counts as received after `DELIVERY_GRACE` at the
  /// latest. Signed by an account with the carrier role.
  public ContractCall<Nothing> confirmDelivery(Terms t, Hash proof, Intent intent) {
    return call(Returns.NOTHING, "confirmDelivery", t, proof, intent);
  }

  /// Confirms receipt. Signed by the buyer.
  public ContractCall<Nothing> confirmReceipt(Terms t, Intent intent) {
    return call(Returns.NOTHING, "confirmReceipt", t, intent);
  }

  /// What the account did with a reference: the hash of the action's EIP-712 type hash and members
  /// (without account, ref and deadline), or zero when the reference is still unused.
  public ContractCall<Hash> contentOf(Address account, Hash ref) {
    return call(Returns.one(Hash.class), "contentOf", account, ref);
  }

  public ContractCall<Nothing> creditDeposit(Terms t, U256 amount) {
    return call(Returns.NOTHING, "creditDeposit", t, amount);
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  /// Brings a refused refund before the platform's arbiter. Signed by the buyer.
  public ContractCall<Nothing> dispute(Terms t, U256 due, Hash evidence, Intent intent) {
    return call(Returns.NOTHING, "dispute", t, due, evidence, intent);
  }

  /// The next step that anybody may take, and from when; NONE and the greatest number when the
  /// order has ended.
  public ContractCall<DueOf> dueOf(Hash id) {
    return call(Returns.all(DueOf.class), "dueOf", id);
  }

  public ContractCall<Eip712Domain> eip712Domain() {
    return call(Returns.all(Eip712Domain.class), "eip712Domain");
  }

  /// Money this contract holds for the order now.
  public ContractCall<U256> escrowOf(Terms t) {
    return call(Returns.one(U256.class), "escrowOf", t);
  }

  /// Gives a refund that nobody asked for, from payment until the order's end. Signed by the
  /// merchant.
  public ContractCall<Nothing> giveRefund(Terms t, U256 amount, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "giveRefund", t, amount, reason, intent);
  }

  /// The hash by which terms are known: the EIP-712 hashStruct of `Terms`.
  public ContractCall<Hash> hashTerms(Terms t) {
    return call(Returns.one(Hash.class), "hashTerms", t);
  }

  public ContractCall<Address> merchants() {
    return call(Returns.one(Address.class), "merchants");
  }

  /// An order's record; all zero when the reference is unused.
  public ContractCall<Order> orderOf(Hash id) {
    return call(Returns.one(Order.class), "orderOf", id);
  }

  /// Pays what is still due from the buyer's balance. The payment is as in `placeAndPay`.
  public ContractCall<Nothing> pay(Terms t, Bytes payment) {
    return call(Returns.NOTHING, "pay", t, payment);
  }

  /// Pays a granted refund that bonds could not cover at the time, as far as they go now. Anybody
  /// may bring it.
  public ContractCall<Nothing> payOwed(Terms t) {
    return call(Returns.NOTHING, "payOwed", t);
  }

  /// Places an order: freezes its terms and uses up its vouchers and points. Signed by the buyer
  /// (`Place(Terms terms)`) and by a clerk. An order with nothing to pay is paid at once.
  public ContractCall<Nothing> place(Terms t, Quote quote, Bytes signature) {
    return call(Returns.NOTHING, "place", t, quote, signature);
  }

  /// Places an order and pays it from the buyer's balance, with one signature: the buyer's ERC-3009
  /// authorisation to this contract, valid before `payBy`, whose nonce is the hash of the terms.
  public ContractCall<Nothing> placeAndPay(Terms t, Quote quote, Bytes payment) {
    return call(Returns.NOTHING, "placeAndPay", t, quote, payment);
  }

  /// Places an order that a group buy pays out of what its buyer pledged. GroupBuys only.
  public ContractCall<Nothing> placePledged(Terms t) {
    return call(Returns.NOTHING, "placePledged", t);
  }

  public ContractCall<Address> points() {
    return call(Returns.one(Address.class), "points");
  }

  /// Asks for a refund of a part or the whole of what remains, after shipping and until the return
  /// window ends. Signed by the buyer.
  public ContractCall<Nothing> requestRefund(Terms t, U256 amount, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "requestRefund", t, amount, reason, intent);
  }

  /// Rules how much of the claim is refunded. Signed by an arbiter, and after an appeal by an
  /// arbiter of appeals, whose ruling is carried out at once.
  public ContractCall<Nothing> rule(Terms t, U256 due, U256 amount, Hash reason, Intent intent) {
    return call(Returns.NOTHING, "rule", t, due, amount, reason, intent);
  }

  /// Pays the merchant's share and the platform's fee of a received order without an open claim.
  /// Anybody may bring it.
  public ContractCall<Nothing> settle(Terms t) {
    return call(Returns.NOTHING, "settle", t);
  }

  /// Ships the order; the merchant thereby accepts its terms. Signed by the merchant.
  public ContractCall<Nothing> ship(Terms t, Hash shipment, Intent intent) {
    return call(Returns.NOTHING, "ship", t, shipment, intent);
  }

  public ContractCall<Address> treasury() {
    return call(Returns.one(Address.class), "treasury");
  }

  public ContractCall<Address> vouchers() {
    return call(Returns.one(Address.class), "vouchers");
  }

  /// Takes a claim back before it is ruled on. Signed by the buyer.
  public ContractCall<Nothing> withdrawClaim(Terms t, U256 due, Intent intent) {
    return call(Returns.NOTHING, "withdrawClaim", t, due, intent);
  }
}
