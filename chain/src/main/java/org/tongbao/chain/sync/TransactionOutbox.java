package org.tongbao.chain.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;

/// Transactions on their way to one peer: each once, none that came from it, and a bounded number.
/// What does not fit is not lost: the outbox remembers to ask for the whole pool once it is empty.
/// Thread-safe.
final class TransactionOutbox {
  /// Transactions and bytes of one message.
  static final int BATCH = 1_000;

  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_WAITING = 20_000;
  private static final int MAX_WAITING_BYTES = 16 << 20;
  private static final int REMEMBERED = 32_768;

  private final SeenHashes known = new SeenHashes(REMEMBERED);
  private final Queue<Transaction> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean missedSome;
  private boolean closed;

  /// The peer has this transaction: it need not be sent.
  synchronized void peerHas(Hash transaction) {
    known.add(transaction);
  }

  /// Lines up what the peer has not got yet.
  synchronized void offer(List<Transaction> transactions) {
    for (Transaction each : transactions) {
      int bytes = each.encoded().size();
      if (waiting.size() >= MAX_WAITING || waitingBytes + bytes > MAX_WAITING_BYTES) {
        missedSome = true;
        break;
      }
      if (known.add(each.hash())) {
        waiting.add(each);
        waitingBytes += bytes;
      }
    }
    notifyAll();
  }

  /// The peer asks for everything, also what it was sent before.
  synchronized void wantAll() {
    known.clear();
    missedSome = true;
    notifyAll();
  }

  /// Whether the pool should be offered again. Says so once.
  synchronized boolean takeMissed() {
    boolean missed = missedSome && waiting.isEmpty();
    if (missed) {
      missedSome = false;
    }
    return missed;
  }

  /// The next to send. None when there were none for `patience`, when the pool is wanted, or after
  /// the end.
  synchronized List<Transaction> take(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (waiting.isEmpty() && !missedSome && !closed && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    List<Transaction> batch = new ArrayList<>();
    int bytes = 0;
    while (!waiting.isEmpty() && batch.size() < BATCH && bytes < BATCH_BYTES) {
      Transaction next = waiting.remove();
      bytes += next.encoded().size();
      batch.add(next);
    }
    waitingBytes -= bytes;
    return batch;
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
