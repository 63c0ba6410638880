package org.tongbao.ledger.intent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Orders;
import org.tongbao.ledger.contract.Quote;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.ledger.key.Signer;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;

/// Actions of buyers, merchants and operators on orders. Amounts are minor units of the order's
/// money; hashes of texts are salted, so that nothing personal can be read from the chain.
public final class OrderActions {
  private static final String CONTRACT = "Orders";
  private static final long PLACING_GAS = 700_000;
  private static final long PAYING_GAS = 400_000;
  private static final long MOVING_GAS = 700_000;

  private final Intents intents;
  private final Orders orders;

  public OrderActions(Intents intents) {
    this.intents = intents;
    this.orders = intents.contracts().orders();
  }

  /// The hash by which terms are known: the EIP-712 hashStruct.
  public Hash hash(Terms terms) {
    return document("Terms", RecordCodec.toMap(terms)).messageHash();
  }

  /// What the buyer pays in money: goods + shipping - discount, less what vouchers and points pay.
  public static U256 due(Terms terms) {
    U256 due =
        terms
            .goods()
            .addExact(terms.shipping())
            .subExact(terms.discount())
            .subExact(terms.pointsValue());
    for (VoucherUse use : terms.vouchers()) {
      due = due.subExact(use.value());
    }
    return due;
  }

  private TypedData document(String type, Map<String, ?> message) {
    return intents.typedData(CONTRACT, orders.address(), type, message);
  }

  /// The platform's word for terms.
  public Quote quote(Terms terms, Signer clerk) {
    TypedData document = document("Quote", Map.of("terms", RecordCodec.toMap(terms)));
    return new Quote(clerk.address(), clerk.sign(document.hash()).toBytes());
  }

  /// What a buyer signs to place an order.
  public TypedData placing(Terms terms) {
    return document("Place", Map.of("terms", RecordCodec.toMap(terms)));
  }

  /// What a buyer signs to pay an order from the balance.
  ///
  /// @param amount what is still due
  public TypedData paying(Terms terms, U256 amount) {
    return intents.authorisation(
        terms.cash(), terms.buyer(), orders.address(), amount, terms.payBy(), hash(terms));
  }

  /// Places an order; it waits for payment until `payBy`.
  public RelayItem place(Terms terms, Quote quote, Signer buyer) {
    return place(terms, quote, buyer.sign(placing(terms).hash()).toBytes());
  }

  /// As the other, with a signature of `placing` that was made elsewhere.
  public RelayItem place(Terms terms, Quote quote, Bytes signature) {
    return item("place", terms, orders.place(terms, quote, signature), PLACING_GAS);
  }

  /// Places an order and pays it from the buyer's balance, with one signature.
  public RelayItem placeAndPay(Terms terms, Quote quote, Signer buyer) {
    return placeAndPay(terms, quote, buyer.sign(paying(terms, due(terms)).hash()).toBytes());
  }

  /// As the other, with a signature of `paying` that was made elsewhere.
  public RelayItem placeAndPay(Terms terms, Quote quote, Bytes signature) {
    return item("placeAndPay", terms, orders.placeAndPay(terms, quote, signature), PLACING_GAS);
  }

  /// Pays what is still due of a placed order from the buyer's balance.
  public RelayItem pay(Terms terms, U256 stillDue, Signer buyer) {
    return pay(terms, buyer.sign(paying(terms, stillDue).hash()).toBytes());
  }

  /// As the other, with a signature of `paying` that was made elsewhere.
  public RelayItem pay(Terms terms, Bytes signature) {
    return item("pay", terms, orders.pay(terms, signature), PAYING_GAS);
  }

  /// Settles a received order. Anybody may bring it.
  public RelayItem settle(Terms terms) {
    return item("settle", terms, orders.settle(terms), MOVING_GAS);
  }

  /// Takes the step that is due. Anybody may bring it.
  ///
  /// @param reference the caller's, since an order advances several times
  public RelayItem advance(Terms terms, Hash reference) {
    return Intents.unsigned(orders.advance(terms), reference, MOVING_GAS);
  }

  /// Pays a granted refund that bonds could not cover before. Anybody may bring it.
  ///
  /// @param reference the caller's, since a debt may be paid in parts
  public RelayItem payOwed(Terms terms, Hash reference) {
    return Intents.unsigned(orders.payOwed(terms), reference, MOVING_GAS);
  }

  /// A step that an order takes once: its reference follows from the order's.
  private RelayItem item(String step, Terms terms, ContractCall<?> call, long gas) {
    Hash name = Bytes.wrap(step.getBytes(StandardCharsets.US_ASCII)).keccak256();
    Hash reference =
        orders.address().toBytes().concat(name.toBytes()).concat(terms.id().toBytes()).keccak256();
    return Intents.item(
        call, reference, name.toBytes().concat(hash(terms).toBytes()).keccak256(), gas);
  }

  /// By the buyer or the merchant, before shipping: everything goes back.
  public Action cancel(Terms terms, Hash reason) {
    return action("Cancel", terms, Map.of("reason", reason), i -> orders.cancel(terms, reason, i))
        .withGas(MOVING_GAS);
  }

  /// By the merchant.
  ///
  /// @param shipment salted hash of carrier, tracking number and date
  public Action ship(Terms terms, Hash shipment) {
    return action(
        "Ship", terms, Map.of("shipment", shipment), i -> orders.ship(terms, shipment, i));
  }

  /// By an account with the carrier role.
  public Action confirmDelivery(Terms terms, Hash proof) {
    return action(
        "ConfirmDelivery",
        terms,
        Map.of("proof", proof),
        i -> orders.confirmDelivery(terms, proof, i));
  }

  /// By the buyer.
  public Action confirmReceipt(Terms terms) {
    return action("ConfirmReceipt", terms, Map.of(), i -> orders.confirmReceipt(terms, i));
  }

  /// By the merchant: completes the order.
  public Action acknowledgePayout(Terms terms) {
    return action("AcknowledgePayout", terms, Map.of(), i -> orders.acknowledgePayout(terms, i))
        .withGas(MOVING_GAS);
  }

  /// By the buyer, until the return window ends.
  public Action requestRefund(Terms terms, U256 amount, Hash reason) {
    return action(
        "RequestRefund",
        terms,
        Map.of("amount", amount, "reason", reason),
        i -> orders.requestRefund(terms, amount, reason, i));
  }

  /// By the merchant.
  ///
  /// @param due the claim's deadline, which says which claim is answered
  /// @param amount what was asked for
  public Action answerRefund(Terms terms, Instant due, U256 amount, boolean granted, Hash reason) {
    return action(
            "AnswerRefund",
            terms,
            Map.of("due", seconds(due), "amount", amount, "granted", granted, "reason", reason),
            i -> orders.answerRefund(terms, seconds(due), amount, granted, reason, i))
        .withGas(MOVING_GAS);
  }

  /// By the merchant, unasked.
  public Action giveRefund(Terms terms, U256 amount, Hash reason) {
    return action(
            "GiveRefund",
            terms,
            Map.of("amount", amount, "reason", reason),
            i -> orders.giveRefund(terms, amount, reason, i))
        .withGas(MOVING_GAS);
  }

  /// By the buyer.
  ///
  /// @param due the claim's deadline
  public Action withdrawClaim(Terms terms, Instant due) {
    return action(
        "WithdrawClaim",
        terms,
        Map.of("due", seconds(due)),
        i -> orders.withdrawClaim(terms, seconds(due), i));
  }

  /// By the buyer, of a refused refund.
  ///
  /// @param due the claim's deadline
  public Action dispute(Terms terms, Instant due, Hash evidence) {
    return action(
        "Dispute",
        terms,
        Map.of("due", seconds(due), "evidence", evidence),
        i -> orders.dispute(terms, seconds(due), evidence, i));
  }

  /// By an arbiter, after an appeal by an arbiter of appeals.
  ///
  /// @param due the claim's deadline
  public Action rule(Terms terms, Instant due, U256 amount, Hash reason) {
    return action(
            "Rule",
            terms,
            Map.of("due", seconds(due), "amount", amount, "reason", reason),
            i -> orders.rule(terms, seconds(due), amount, reason, i))
        .withGas(MOVING_GAS);
  }

  /// By the buyer or the merchant, once.
  ///
  /// @param due the claim's deadline
  public Action appeal(Terms terms, Instant due, Hash evidence) {
    return action(
        "Appeal",
        terms,
        Map.of("due", seconds(due), "evidence", evidence),
        i -> orders.appeal(terms, seconds(due), evidence, i));
  }

  private Action action(
      String type,
      Terms terms,
      Map<String, Object> members,
      Function<Intent, ContractCall<?>> call) {
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.put("terms", hash(terms));
    Address target = orders.address();
    return new Action(CONTRACT, target, type, all, null, Action.USUAL_GAS, call);
  }

  private static U256 seconds(Instant time) {
    return U256.of(time.getEpochSecond());
  }
}
