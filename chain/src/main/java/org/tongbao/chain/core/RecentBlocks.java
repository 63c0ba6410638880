package org.tongbao.chain.core;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Hash;

/// The blocks added last, whole and in memory, for all who ask about them just then. At least one
/// block and otherwise a bounded number of transactions. Thread-safe.
final class RecentBlocks {
  private final int maxTransactions;
  private final Map<Hash, StoredBlock> blocks = new LinkedHashMap<>();
  private int transactions;

  RecentBlocks(int maxTransactions) {
    this.maxTransactions = maxTransactions;
  }

  synchronized void add(StoredBlock block) {
    StoredBlock old = blocks.put(block.block().hash(), block);
    transactions += weight(block) - (old == null ? 0 : weight(old));
    Iterator<StoredBlock> oldest = blocks.values().iterator();
    while (transactions > maxTransactions && blocks.size() > 1) {
      transactions -= weight(oldest.next());
      oldest.remove();
    }
  }

  synchronized @Nullable StoredBlock find(Hash hash) {
    return blocks.get(hash);
  }

  /// An empty block weighs something too.
  private static int weight(StoredBlock block) {
    return 16 + block.block().transactions().size();
  }
}
