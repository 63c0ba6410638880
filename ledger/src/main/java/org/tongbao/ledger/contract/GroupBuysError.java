package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `GroupBuys` declares.
public sealed interface GroupBuysError extends ContractError {
  record BadGroup() implements GroupBuysError {}

  record BadQuote(Address clerk) implements GroupBuysError {}

  record BuyerLimit(Hash group, U256 left) implements GroupBuysError {}

  record CapacityReached(Hash group, U256 left) implements GroupBuysError {}

  record Closed(Hash group, U256 closesAt) implements GroupBuysError {}

  record FeeAboveAgreed(U256 feeBps, U256 limit) implements GroupBuysError {}

  record NoQuantity() implements GroupBuysError {}

  record NotApproved(Address merchant) implements GroupBuysError {}

  record NotClosed(Hash group, U256 closesAt) implements GroupBuysError {}

  record NotPledged(Hash pledge, PledgeState state) implements GroupBuysError {}

  record NotRefundable(Hash pledge) implements GroupBuysError {}

  record NotServed(Hash pledge, U256 price) implements GroupBuysError {}

  record NotTheMerchant(Address account) implements GroupBuysError {}

  record PriceTooLow(U256 price, U256 lowest) implements GroupBuysError {}

  record TooLate(Hash group, U256 orderBy) implements GroupBuysError {}

  record WrongState(Hash group, GroupState state) implements GroupBuysError {}
}
