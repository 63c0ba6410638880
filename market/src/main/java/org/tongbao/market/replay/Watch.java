package org.tongbao.market.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Waits for many things at once, with one look at all of them every few milliseconds.
final class Watch<K, V> implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Function<Collection<K>, Map<K, V>> look;
  private final Set<Waiting<K, V>> all = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /// @param look finds how these things stand
  Watch(String name, Function<Collection<K>, Map<K, V>> look) {
    this.look = look;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private static final class Waiting<K, V> {
    private final List<K> keys;
    private final Predicate<Map<K, V>> met;
    private final CompletableFuture<Map<K, V>> answer = new CompletableFuture<>();
    private volatile @Nullable Map<K, V> last;

    Waiting(List<K> keys, Predicate<Map<K, V>> met) {
      this.keys = keys;
      this.met = met;
    }
  }

  /// Waits until these things stand as they should, and answers how they do.
  ///
  /// @param met may throw what ends the waiting
  /// @throws ReplayException when the time is over
  Map<K, V> await(String what, List<K> keys, Duration limit, Predicate<Map<K, V>> met) {
    Waiting<K, V> waiting = new Waiting<>(keys, met);
    all.add(waiting);
    news.release();
    try {
      return waiting.answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new ReplayException(
          "waited %d s for %s: %s".formatted(limit.toSeconds(), what, waiting.last));
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted while waiting for " + what);
    } finally {
      all.remove(waiting);
    }
  }

  private void run() {
    while (!closed) {
      if (all.isEmpty()) {
        news.acquireUninterruptibly();
      }
      news.drainPermits();
      List<Waiting<K, V>> now = List.copyOf(all);
      try {
        lookAt(now);
      } catch (RuntimeException failed) {
        now.forEach(it -> it.answer.completeExceptionally(failed));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void lookAt(List<Waiting<K, V>> now) {
    Set<K> keys = now.stream().flatMap(it -> it.keys.stream()).collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return;
    }
    Map<K, V> found = look.apply(keys);
    for (Waiting<K, V> each : now) {
      try {
        Map<K, V> own =
            each.keys.stream()
                .filter(found::containsKey)
                .collect(Collectors.toMap(it -> it, found::get));
        each.last = own;
        if (own.size() == each.keys.size() && each.met.test(own)) {
          each.answer.complete(own);
        }
      } catch (RuntimeException ended) {
        each.answer.completeExceptionally(ended);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    news.release();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
