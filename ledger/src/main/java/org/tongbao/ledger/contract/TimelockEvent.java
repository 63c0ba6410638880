package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Timelock`.
public sealed interface TimelockEvent extends ContractEvent {
  record CallExecuted(Hash id, U256 index, Address target, U256 value, Bytes data)
      implements TimelockEvent {}

  record CallSalt(Hash id, Hash salt) implements TimelockEvent {}

  record CallScheduled(
      Hash id, U256 index, Address target, U256 value, Bytes data, Hash predecessor, U256 delay)
      implements TimelockEvent {}

  record Cancelled(Hash id) implements TimelockEvent {}

  record MinDelayChange(U256 oldDuration, U256 newDuration) implements TimelockEvent {}

  record RoleAdminChanged(Hash role, Hash previousAdminRole, Hash newAdminRole)
      implements TimelockEvent {}

  record RoleGranted(Hash role, Address account, Address sender) implements TimelockEvent {}

  record RoleRevoked(Hash role, Address account, Address sender) implements TimelockEvent {}
}
