package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Orders`.
public sealed interface OrdersEvent extends ContractEvent {
  record Appealed(Hash id, Address by, Hash evidence, U256 ruleBy) implements OrdersEvent {}

  record Cancelled(Hash id, Address by, Hash reason) implements OrdersEvent {}

  record ChangePaid(Hash id, Address buyer, U256 amount) implements OrdersEvent {}

  record ClaimClosed(Hash id, boolean withdrawn) implements OrdersEvent {}

  record Completed(Hash id, boolean acknowledged, U256 points) implements OrdersEvent {}

  record Delivered(Hash id, Address carrier, Hash proof, U256 receiveBy) implements OrdersEvent {}

  record Disputed(Hash id, Hash evidence, U256 ruleBy) implements OrdersEvent {}

  record EIP712DomainChanged() implements OrdersEvent {}

  record LateDeposit(Hash id, Address buyer, U256 amount) implements OrdersEvent {}

  record OwedPaid(Hash id, U256 fromMerchant, U256 fromPlatform) implements OrdersEvent {}

  record Paid(Hash id, U256 total, U256 change, U256 shipBy) implements OrdersEvent {}

  record PaymentReceived(Hash id, Address from, U256 amount, U256 received)
      implements OrdersEvent {}

  record Placed(Hash id, Address buyer, Address merchant, Hash terms, Terms order)
      implements OrdersEvent {}

  record Received(Hash id, Address by, U256 settleFrom, U256 returnUntil) implements OrdersEvent {}

  record RefundAnswered(Hash id, boolean granted, Hash reason, U256 disputeBy)
      implements OrdersEvent {}

  record RefundPaid(Hash id, Address buyer, U256 toBuyer, U256 toVouchers, U256 toSponsor)
      implements OrdersEvent {}

  record RefundRequested(Hash id, U256 amount, Hash reason, U256 answerBy) implements OrdersEvent {}

  record Refunded(
      Hash id,
      U256 amount,
      U256 refunded,
      U256 fromMerchant,
      U256 fromFee,
      U256 fromCommission,
      U256 fromCashback,
      U256 owedByMerchant,
      U256 owedByPlatform)
      implements OrdersEvent {}

  record Released(Hash id, Address affiliate, U256 commission, U256 cashback)
      implements OrdersEvent {}

  record Ruled(Hash id, Address arbiter, U256 amount, Hash reason, U256 appealBy)
      implements OrdersEvent {}

  record Settled(
      Hash id,
      Address payout,
      Address feeAccount,
      U256 merchantShare,
      U256 fee,
      U256 commissionHeld,
      U256 cashbackHeld)
      implements OrdersEvent {}

  record Shipped(Hash id, Hash shipment, U256 receiveBy) implements OrdersEvent {}
}
