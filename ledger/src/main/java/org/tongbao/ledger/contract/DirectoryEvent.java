package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Directory`.
public sealed interface DirectoryEvent extends ContractEvent {
  record EIP712DomainChanged() implements DirectoryEvent {}

  record FeeAccountSet(Address account) implements DirectoryEvent {}

  record Paused(Address guardian, U256 until, Hash reason) implements DirectoryEvent {}

  record Published(Bytes name, long version, Address deployed) implements DirectoryEvent {}

  record Resumed(Address guardian) implements DirectoryEvent {}

  record RolesSet(Address account, U256 roles) implements DirectoryEvent {}

  record VersionAccepted(Address account, Address deployed) implements DirectoryEvent {}
}
