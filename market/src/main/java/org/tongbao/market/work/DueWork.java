package org.tongbao.market.work;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Carries out rows that are due, each on a thread of its own, a few at a time: an institution that
/// is slow holds up nobody else's work. What is to be done is only in the database; any number of
/// processes may do this at once.
public final class DueWork<W> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);
  private static final int AT_ONCE = 8;

  private final Function<@Nullable UUID, Optional<W>> take;
  private final Consumer<W> carryOut;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicBoolean passing = new AtomicBoolean();

  /// @param take takes on one row that is due, the one with the id where there is one
  public DueWork(Function<@Nullable UUID, Optional<W>> take, Consumer<W> carryOut) {
    this.take = take;
    this.carryOut = carryOut;
  }

  /// Carries out this row at once, or as soon as the transaction has committed that this is called
  /// in. Without a guarantee: [#pass] finds what is left.
  public void soon(UUID id) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              begin(id);
            }
          });
    } else {
      begin(id);
    }
  }

  /// Starts a [#pass] elsewhere, unless one is running.
  public void tick() {
    if (passing.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            try {
              pass();
            } finally {
              passing.set(false);
            }
          });
    }
  }

  /// Carries out all that is due, and waits for it. Answers how many rows that were.
  public int pass() {
    int rows = 0;
    try (ExecutorService pass = Executors.newVirtualThreadPerTaskExecutor()) {
      places.acquireUninterruptibly();
      Optional<W> work = takeOne(null);
      while (work.isPresent()) {
        W row = work.get();
        pass.execute(() -> carryOutAndLeave(row));
        rows++;
        places.acquireUninterruptibly();
        work = takeOne(null);
      }
      places.release();
    }
    return rows;
  }

  /// Waits for what is being carried out.
  @Override
  public void close() {
    threads.close();
  }

  private void begin(UUID id) {
    threads.execute(
        () -> {
          places.acquireUninterruptibly();
          Optional<W> work = takeOne(id);
          if (work.isPresent()) {
            carryOutAndLeave(work.get());
          } else {
            places.release();
          }
        });
  }

  private Optional<W> takeOne(@Nullable UUID id) {
    try {
      return take.apply(id);
    } catch (RuntimeException failure) {
      LOG.error("cannot look for work; the next pass tries again", failure);
      return Optional.empty();
    }
  }

  private void carryOutAndLeave(W work) {
    try {
      carryOut.accept(work);
    } catch (RuntimeException failure) {
      LOG.error("{} failed; it is tried again when its lease ends", work, failure);
    } finally {
      places.release();
    }
  }
}
