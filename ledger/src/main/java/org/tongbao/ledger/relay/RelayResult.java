package org.tongbao.ledger.relay;

import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What came of a relayed item.
public sealed interface RelayResult {
  /// It happened in this transaction.
  record Done(Hash transaction, BlockId block) implements RelayResult {}

  /// It had happened before, with the same content: as good as done.
  record AlreadyDone(Hash transaction, BlockId block) implements RelayResult {}

  /// The contract refused it; relaying the same again will not help unless the state has changed.
  ///
  /// @param data what the contract reverted with; empty when the call ran out of its gas
  record Failed(Bytes data, Hash transaction, BlockId block) implements RelayResult {
    public ContractError error() {
      return ContractError.decode(data);
    }
  }

  /// The reference was used for something else: somebody must look into it.
  ///
  /// @param data what the contract reverted with
  record Conflict(Bytes data, Hash transaction, BlockId block) implements RelayResult {
    public ContractError error() {
      return ContractError.decode(data);
    }
  }

  /// Where the chain says so.
  Hash transaction();

  BlockId block();

  /// Whether the wanted state holds.
  default boolean succeeded() {
    return switch (this) {
      case Done _, AlreadyDone _ -> true;
      case Failed _, Conflict _ -> false;
    };
  }
}
