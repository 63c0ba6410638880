package org.tongbao.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work of many, begun at the same moment or a few at a time.
final class AtOnce {
  private AtOnce() {}

  /// Everybody waits for the same signal. Answers what came of it in the order of `work`.
  static <T> List<T> all(List<Callable<T>> work) throws Exception {
    CountDownLatch ready = new CountDownLatch(work.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<T> each : work) {
        running.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  start.await();
                  return each.call();
                }));
      }
      ready.await();
      start.countDown();
    }
    return results(running);
  }

  /// `count` at a time.
  static <T> List<T> some(int count, List<Callable<T>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      return results(threads.invokeAll(work));
    }
  }

  private static <T> List<T> results(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> each : futures) {
      results.add(each.get());
    }
    return results;
  }
}
