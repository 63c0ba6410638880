package org.tongbao.market.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that has a duty as long as no other process has it, and works at it. What fails is
/// logged and tried again, less and less often.
final class ChainDuty implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChainDuty.class);
  private static final long ASK_MILLIS = 250;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Waits until there may be something to do, or a while.
  interface Waiting {
    void await() throws InterruptedException;
  }

  private final String name;
  private final ChainDutyStore duties;
  private final Work work;
  private final Waiting waiting;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  /// One pass; false when there was nothing to do.
  interface Work {
    boolean pass() throws InterruptedException;
  }

  ChainDuty(String name, ChainDutyStore duties, Work work, Waiting waiting) {
    this.name = name;
    this.duties = duties;
    this.work = work;
    this.waiting = waiting;
    this.thread = Thread.ofPlatform().name("chain-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Closed together with this.
  void whileRunning(AutoCloseable resource) {
    open.add(resource);
  }

  private void run() {
    while (!closed) {
      Optional<ChainDutyStore.Held> held = duties.take(name);
      if (held.isEmpty()) {
        pause(ASK_MILLIS);
        continue;
      }
      try (ChainDutyStore.Held duty = held.get()) {
        LOG.debug("This process has the duty to {}", name);
        workWhile(duty);
      }
    }
  }

  private void workWhile(ChainDutyStore.Held duty) {
    long pause = FIRST_PAUSE_MILLIS;
    long checked = System.nanoTime();
    while (!closed) {
      if (System.nanoTime() - checked > CHECK_NANOS) {
        if (!duty.isHeld()) {
          LOG.warn("The duty to {} is lost with its connection; asking for it again", name);
          return;
        }
        checked = System.nanoTime();
      }
      try {
        if (!work.pass()) {
          waiting.await();
        }
        pause = FIRST_PAUSE_MILLIS;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (closed) {
          return;
        }
        LOG.warn("The duty to {} failed; trying again", name, e);
        if (!duty.isHeld()) {
          return;
        }
        pause(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /// Ends after the work in hand.
  @Override
  public void close() {
    closed = true;
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("Closing failed", e);
      }
    }
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
