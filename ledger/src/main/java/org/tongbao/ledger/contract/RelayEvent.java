package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Events of `Relay`.
public sealed interface RelayEvent extends ContractEvent {
  /// A batch was carried out; bit i of `succeeded` says whether call i did.
  record Executed(Address relayer, U256 calls, U256 succeeded) implements RelayEvent {}

  /// A call of a batch failed; `reason` is the first part of its error data.
  record Failed(U256 index, Address target, Hash dataHash, Bytes reason) implements RelayEvent {}
}
