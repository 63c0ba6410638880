package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors that the contract `Reviews` declares.
public sealed interface ReviewsError extends ContractError {
  record AlreadyAnswered(Hash key) implements ReviewsError {}

  record AlreadyFollowedUp(Hash key) implements ReviewsError {}

  record AlreadyReviewed(Hash key) implements ReviewsError {}

  record BadStars(int stars) implements ReviewsError {}

  record NoSuchLine(U256 line, U256 lines) implements ReviewsError {}

  record NotReceived(Hash order) implements ReviewsError {}

  record NotTheBuyer(Address account) implements ReviewsError {}

  record NotTheMerchant(Address account) implements ReviewsError {}

  record Unknown(Hash key) implements ReviewsError {}

  record WrongTerms(Hash order) implements ReviewsError {}
}
