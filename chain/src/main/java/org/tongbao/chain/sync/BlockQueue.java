package org.tongbao.chain.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

  /// The next blocks, at least one and as many more as are there and fit; none at the end. What
  /// came before a failure is given first.
  synchronized List<SealedBlock> take(int mostBlocks, int mostBytes) throws InterruptedException {
    while (items.isEmpty() && !ended) {
      wait();
    }
    if (items.isEmpty() && failure != null) {
      throw failure;
    }
    List<SealedBlock> run = new ArrayList<>();
    int size = 0;
    for (Item next = items.peek(); next != null; next = items.peek()) {
      size += next.bytes();
      if (!run.isEmpty() && (run.size() == mostBlocks || size > mostBytes)) {
        break;
      }
      items.remove();
      bytes -= next.bytes();
      run.add(next.block());
    }
    notifyAll();
    return run;
  }

  synchronized void close() {
    closed = true;
    items.clear();
    notifyAll();
  }
}
