package org.tongbao.chain.pool;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells a miner when to begin a block: when enough transactions wait, or when the first of them
/// has waited long enough. One miner waits at a time.
public final class WorkSignal {
  private final ReentrantLock lock;
  private final Condition condition;
  private int executable;
  private int enough = 1;
  private long firstSince;
  private boolean leftOver;

  WorkSignal(ReentrantLock lock) {
    this.lock = lock;
    this.condition = lock.newCondition();
  }

  /// The pool has so many executable transactions now. The lock is held.
  void changed(int now) {
    if (executable == 0 && now > 0) {
      firstSince = System.nanoTime();
    }
    boolean wake = (executable == 0 && now > 0) || (executable < enough && now >= enough);
    executable = now;
    if (wake) {
      condition.signalAll();
    }
  }

  /// A block was added. What still waits came before it and has waited already.
  void blockAdded(int now) {
    leftOver = now > 0;
    executable = now;
    if (leftOver) {
      condition.signalAll();
    }
  }

  /// Waits until `count` transactions wait, or the first has waited for `delay`, or `heartbeat` is
  /// over.
  ///
  /// @param heartbeat null: without transactions it waits for ever
  public void await(int count, Duration delay, @Nullable Duration heartbeat)
      throws InterruptedException {
    long began = System.nanoTime();
    lock.lockInterruptibly();
    try {
      enough = count;
      while (executable < count) {
        long left = remaining(began, delay, heartbeat);
        if (left <= 0) {
          return;
        }
        var _ = condition.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private long remaining(long began, Duration delay, @Nullable Duration heartbeat) {
    long now = System.nanoTime();
    long untilHeartbeat = heartbeat == null ? Long.MAX_VALUE : began + heartbeat.toNanos() - now;
    if (executable == 0) {
      return untilHeartbeat;
    }
    return leftOver ? 0 : Math.min(untilHeartbeat, firstSince + delay.toNanos() - now);
  }
}
