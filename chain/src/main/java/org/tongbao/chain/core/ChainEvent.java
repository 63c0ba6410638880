package org.tongbao.chain.core;

import java.util.List;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.tx.Transaction;

/// News of the chain. Sent after what it tells of has been stored.
public sealed interface ChainEvent {
  /// The chain has a new end.
  ///
  /// @param removed the blocks that are no longer in the chain, newest first; empty unless the
  ///   chain was reorganised
  /// @param added the blocks that are now, oldest first; the last one is the head
  record NewHead(List<StoredBlock> removed, List<StoredBlock> added) implements ChainEvent {
    public NewHead {
      removed = List.copyOf(removed);
      added = List.copyOf(added);
    }

    public StoredBlock head() {
      return added.getLast();
    }
  }

  /// Transactions have come into the pool that could be mined now.
  record Pending(List<Transaction> transactions) implements ChainEvent {
    public Pending {
      transactions = List.copyOf(transactions);
    }
  }
}
