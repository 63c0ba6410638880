package org.tongbao.market.onchain;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes the workers of this process at once; those of others look from time to time.
@Component
class ChainSignal {
  private final Semaphore items = new Semaphore(0);
  private final Semaphore blocks = new Semaphore(0);

  /// The outbox has something new.
  void itemsWait() {
    items.release();
  }

  /// The chain may have something new.
  void blocksCame() {
    blocks.release();
  }

  void awaitItems(long millis) throws InterruptedException {
    await(items, millis);
  }

  /// Waits until this process has put so many into the outbox since somebody last waited for items,
  /// or the time is over.
  void awaitItems(int many, long nanos) throws InterruptedException {
    boolean _ = items.tryAcquire(many, nanos, TimeUnit.NANOSECONDS);
  }

  void awaitBlocks(long millis) throws InterruptedException {
    await(blocks, millis);
  }

  private static void await(Semaphore news, long millis) throws InterruptedException {
    if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }
}
