package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `GroupBuys`.
public sealed interface GroupBuysEvent extends ContractEvent {
  record EIP712DomainChanged() implements GroupBuysEvent {}

  record Finalised(Hash group, boolean met, U256 price, U256 quantity, U256 orderBy)
      implements GroupBuysEvent {}

  record GroupCancelled(Hash group, Hash reason) implements GroupBuysEvent {}

  record Opened(Hash group, Address merchant, Group terms) implements GroupBuysEvent {}

  record Ordered(Hash group, Hash pledge, Address buyer, U256 price, U256 change)
      implements GroupBuysEvent {}

  record PledgeRefunded(Hash group, Hash pledge, Address buyer, U256 amount)
      implements GroupBuysEvent {}

  record Pledged(Hash group, Hash pledge, Address buyer, U256 quantity, U256 price, Hash details)
      implements GroupBuysEvent {}
}
