package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Memberships`.
public sealed interface MembershipsEvent extends ContractEvent {
  record Approval(Address owner, Address approved, U256 tokenId) implements MembershipsEvent {}

  record ApprovalForAll(Address owner, Address operator, boolean approved)
      implements MembershipsEvent {}

  record EIP712DomainChanged() implements MembershipsEvent {}

  record Granted(Address account, int tier, U256 expires, Address steward)
      implements MembershipsEvent {}

  record Locked(U256 tokenId) implements MembershipsEvent {}

  record Renewed(Address account, int tier, U256 expires, Address steward)
      implements MembershipsEvent {}

  record Resigned(Address account, int tier) implements MembershipsEvent {}

  record Revoked(Address account, int tier, Hash reason, Address steward)
      implements MembershipsEvent {}

  record Transfer(Address from, Address to, U256 tokenId) implements MembershipsEvent {}

  record Unlocked(U256 tokenId) implements MembershipsEvent {}
}
