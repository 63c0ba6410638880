package org.tongbao.chain.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.tx.Transaction;

/// What waits in the pool, by sender and nonce.
///
/// @param executable could be mined now
/// @param queued behind a missing nonce
public record PoolContent(
    Map<Address, List<Transaction>> executable, Map<Address, List<Transaction>> queued) {
  static PoolContent of(PoolContents contents, @Nullable Address only) {
    Map<Address, List<Transaction>> executable = new TreeMap<>();
    Map<Address, List<Transaction>> queued = new TreeMap<>();
    for (SenderQueue queue : contents.queues()) {
      if (only == null || only.equals(queue.sender)) {
        List<Transaction> all = new ArrayList<>();
        queue.all().forEach(waiting -> all.add(waiting.transaction()));
        put(executable, queue.sender, all.subList(0, queue.executable()));
        put(queued, queue.sender, all.subList(queue.executable(), all.size()));
      }
    }
    return new PoolContent(executable, queued);
  }

  private static void put(
      Map<Address, List<Transaction>> map, Address sender, List<Transaction> transactions) {
    if (!transactions.isEmpty()) {
      map.put(sender, List.copyOf(transactions));
    }
  }
}
