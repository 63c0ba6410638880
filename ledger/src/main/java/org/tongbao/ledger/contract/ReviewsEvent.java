package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Reviews`.
public sealed interface ReviewsEvent extends ContractEvent {
  record Answered(Hash key, Hash content) implements ReviewsEvent {}

  record Attested(
      Hash key, Address buyer, Address merchant, Hash order, U256 line, int stars, Hash content)
      implements ReviewsEvent {}

  record EIP712DomainChanged() implements ReviewsEvent {}

  record FollowedUp(Hash key, Hash content) implements ReviewsEvent {}

  record HiddenSet(Hash key, boolean hidden, Hash reason, Address moderator)
      implements ReviewsEvent {}
}
