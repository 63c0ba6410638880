package org.tongbao.chain.pool;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// All waiting transactions, by hash, by sender and by worth, with their counts. Guarded by the
/// pool's lock.
final class PoolContents {
  private final Map<Hash, Waiting> byHash = new HashMap<>();
  private final Map<Address, SenderQueue> bySender = new HashMap<>();
  private final TreeSet<Waiting> worstFirst = new TreeSet<>(Waiting.WORST_FIRST);
  private long bytes;
  private int executable;

  int size() {
    return byHash.size();
  }

  long bytes() {
    return bytes;
  }

  /// Transactions that could be mined now.
  int executable() {
    return executable;
  }

  @Nullable Waiting find(Hash hash) {
    return byHash.get(hash);
  }

  @Nullable SenderQueue queue(Address sender) {
    return bySender.get(sender);
  }

  Collection<SenderQueue> queues() {
    return bySender.values();
  }

  /// Adds a transaction in the place of the one with its nonce, which it returns.
  @Nullable Waiting put(SenderQueue queue, Waiting added) {
    Waiting old = queue.at(added.nonce());
    if (old != null) {
      remove(old);
    }
    bySender.putIfAbsent(queue.sender, queue);
    int before = queue.executable();
    queue.put(added);
    executable += queue.executable() - before;
    byHash.put(added.transaction().hash(), added);
    worstFirst.add(added);
    bytes += added.bytes();
    return old;
  }

  void remove(Waiting gone) {
    forget(gone);
    SenderQueue queue = bySender.get(gone.sender());
    if (queue != null) {
      int before = queue.executable();
      queue.remove(gone);
      executable += queue.executable() - before;
      dropIfEmpty(queue);
    }
  }

  /// The account of a sender has changed.
  void update(SenderQueue queue, long nonce, U256 balance) {
    int before = queue.executable();
    queue.update(nonce, balance).forEach(this::forget);
    executable += queue.executable() - before;
    dropIfEmpty(queue);
  }

  private void forget(Waiting gone) {
    if (byHash.remove(gone.transaction().hash(), gone)) {
      worstFirst.remove(gone);
      bytes -= gone.bytes();
    }
  }

  private void dropIfEmpty(SenderQueue queue) {
    if (queue.isEmpty()) {
      bySender.remove(queue.sender, queue);
    }
  }

  /// The transaction of least worth.
  @Nullable Waiting worst() {
    return worstFirst.isEmpty() ? null : worstFirst.first();
  }
}
