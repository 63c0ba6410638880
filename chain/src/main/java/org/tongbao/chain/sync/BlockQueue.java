package org.tongbao.chain.sync;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.SealedBlock;

/// Blocks between the thread that fetches and the one that imports, bounded by their bytes.
/// Thread-safe.
final class BlockQueue {
  private record Item(SealedBlock block, int bytes) {}

  private final long maxBytes;
  private final Queue<Item> items = new ArrayDeque<>();
  private long bytes;
  private boolean ended;
  private boolean closed;
  private @Nullable RuntimeException failure;

  BlockQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Waits for room; one block always has it. False when nobody takes any more.
  synchronized boolean put(SealedBlock block, int size) throws InterruptedException {
    while (!closed && !items.isEmpty() && bytes + size > maxBytes) {
      wait();
    }
    if (closed) {
      return false;
    }
    items.add(new Item(block, size));
    bytes += size;
    notifyAll();
    return true;
  }

  /// Nothing more comes.
  ///
  /// @param reason why, when it is a failure
  synchronized void end(@Nullable RuntimeException reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  /// The next block, or null at the end. What came before a failure is given first.
  synchronized @Nullable SealedBlock take() throws InterruptedException {
    while (items.isEmpty() && !ended) {
      wait();
    }
    Item item = items.poll();
    if (item != null) {
      bytes -= item.bytes();
      notifyAll();
      return item.block();
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  synchronized void close() {
    closed = true;
    items.clear();
    notifyAll();
  }
}
