package org.tongbao.market.replay;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does the same with many things, a few at a time.
final class Workers {
  /// How many work with the database at once: those who only wait for the chain need no connection,
  /// and more of these would wait for each other.
  static final int AT_ONCE = 8;

  private Workers() {}

  /// Returns when all are done. After the first failure no other begins, and that is thrown.
  static <T> void each(
      String what, Collection<T> things, ImportProgress progress, Consumer<T> work) {
    Semaphore places = new Semaphore(AT_ONCE);
    AtomicInteger done = new AtomicInteger();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    progress.at(what, 0, things.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T thing : things) {
        places.acquireUninterruptibly();
        if (failure.get() != null) {
          break;
        }
        threads.execute(
            () -> {
              try {
                work.accept(thing);
                progress.at(what, done.incrementAndGet(), things.size());
              } catch (RuntimeException failed) {
                failure.compareAndSet(null, failed);
              } finally {
                places.release();
              }
            });
      }
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
