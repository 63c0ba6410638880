package org.tongbao.ledger.tx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Asks again and again, less and less often, until there is an answer or the time is up.
public final class Polling {
  private static final long FIRST_PAUSE_NANOS = 10_000_000;
  private static final long LONGEST_PAUSE_NANOS = 500_000_000;

  private Polling() {}

  /// Empty when the limit passed, or the thread was interrupted, without an answer.
  public static <T> Optional<T> until(Duration limit, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      Optional<T> answer = question.get();
      long left = deadline - System.nanoTime();
      if (answer.isPresent() || left <= 0 || Thread.currentThread().isInterrupted()) {
        return answer;
      }
      LockSupport.parkNanos(Math.min(pause, left));
      pause = Math.min(pause + pause / 4, LONGEST_PAUSE_NANOS);
    }
  }
}
