package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Orders` declares.
public sealed interface OrdersError extends ContractError {
  record AlreadyPaid(Hash id) implements OrdersError {}

  record AlreadyPlaced(Hash id) implements OrdersError {}

  record BadAmounts(Hash id) implements OrdersError {}

  record BadQuote(Address clerk) implements OrdersError {}

  record BadSignature(Address buyer) implements OrdersError {}

  record BadTimes(Hash id) implements OrdersError {}

  record BadVouchers(Hash id) implements OrdersError {}

  record ClaimOpen(Hash id, ClaimState claim) implements OrdersError {}

  record NotAParty(Hash id, Address account) implements OrdersError {}

  record NotDue(Hash id, U256 dueAt) implements OrdersError {}

  record NothingOwed(Hash id) implements OrdersError {}

  record OnlyTreasury(Address caller) implements OrdersError {}

  record OtherClaim(Hash id, U256 claimed, U256 claimDeadline) implements OrdersError {}

  record PaymentExpired(Hash id, U256 payBy) implements OrdersError {}

  record ReferenceUsed(Hash id, Hash terms) implements OrdersError {}

  record RefundAboveRemaining(Hash id, U256 amount, U256 remaining) implements OrdersError {}

  record ReturnWindowOver(Hash id, U256 returnUntil) implements OrdersError {}

  record RulingAboveClaim(Hash id, U256 amount, U256 claimed) implements OrdersError {}

  record TooLate(Hash id, U256 deadline) implements OrdersError {}

  record TooManyClaims(Hash id) implements OrdersError {}

  record WrongClaimState(Hash id, ClaimState claim) implements OrdersError {}

  record WrongState(Hash id, OrderState state) implements OrdersError {}

  record WrongTerms(Hash id, Hash terms) implements OrdersError {}
}
