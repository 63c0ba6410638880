package org.tongbao.market.work;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Lets somebody wait until a thing has changed, without asking the database meanwhile. Whoever
/// changes it in this process wakes those who wait for it as soon as that has been committed; what
/// another process did is seen by a look once a second. Who waits holds a thread that costs next to
/// nothing and no connection. Thread-safe.
@Component
public final class Changes {
  /// How many may wait at once; whoever comes on top of that waits for nothing.
  static final int MOST = 4_000;

  /// For one thing, so that nobody can take all places.
  static final int MOST_FOR_ONE = 8;

  private final ConcurrentHashMap<UUID, List<Semaphore>> waiting = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(MOST);
  private final long lookNanos;
  private volatile boolean closed;

  public Changes() {
    this(Duration.ofSeconds(1));
  }

  /// @param look how long what another process did may go unnoticed
  Changes(Duration look) {
    this.lookNanos = look.toNanos();
  }

  /// The thing has changed, or will have when the caller's transaction commits.
  public void of(UUID thing) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      wake(thing);
      return;
    }
    Committed known = (Committed) TransactionSynchronizationManager.getResource(this);
    if (known == null) {
      known = new Committed();
      TransactionSynchronizationManager.bindResource(this, known);
      TransactionSynchronizationManager.registerSynchronization(known);
    }
    known.things.add(thing);
  }

  /// Returns as soon as `met` says so, or the time is up, or one had better ask again later. Must
  /// not be called in a transaction: it would keep its connection.
  ///
  /// @param things each of whose changes may have brought it about
  /// @param met asked first, and after each change
  public void await(Collection<UUID> things, Duration atMost, BooleanSupplier met) {
    if (closed || !places.tryAcquire()) {
      return;
    }
    Semaphore woken = new Semaphore(0);
    try {
      // First it says that it waits, then it looks: what changes in between wakes it.
      if (things.stream().allMatch(it -> enter(it, woken))) {
        await(woken, atMost, met);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      things.forEach(it -> leave(it, woken));
      places.release();
    }
  }

  private void await(Semaphore woken, Duration atMost, BooleanSupplier met)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!met.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || closed) {
        return;
      }
      if (woken.tryAcquire(Math.min(left, lookNanos), TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
    }
  }

  private boolean enter(UUID thing, Semaphore woken) {
    return waiting
        .compute(
            thing,
            (_, known) -> {
              if (known == null) {
                return List.of(woken);
              }
              return known.size() < MOST_FOR_ONE ? with(known, woken) : known;
            })
        .contains(woken);
  }

  private static List<Semaphore> with(List<Semaphore> known, Semaphore one) {
    Semaphore[] all = known.toArray(new Semaphore[known.size() + 1]);
    all[known.size()] = one;
    return List.of(all);
  }

  private void leave(UUID thing, Semaphore woken) {
    waiting.computeIfPresent(
        thing,
        (_, known) -> {
          List<Semaphore> rest = known.stream().filter(it -> !it.equals(woken)).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  private void wake(UUID thing) {
    waiting.getOrDefault(thing, List.of()).forEach(Semaphore::release);
  }

  /// How many wait for a thing.
  int waitingFor(UUID thing) {
    return waiting.getOrDefault(thing, List.of()).size();
  }

  /// Before the web server waits for the requests it has: nobody is to wait for news any more.
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
    waiting.values().forEach(all -> all.forEach(Semaphore::release));
  }

  /// What one transaction has changed.
  private final class Committed implements TransactionSynchronization {
    private final Set<UUID> things = new HashSet<>();

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(Changes.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(Changes.this, this);
    }

    @Override
    public void afterCommit() {
      things.forEach(Changes.this::wake);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(Changes.this);
    }
  }
}
