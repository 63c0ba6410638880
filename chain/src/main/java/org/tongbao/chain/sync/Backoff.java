package org.tongbao.chain.sync;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Pauses that double up to a limit, each between half and one and a half times its due, so that
/// many who lost the same node do not return all at once. Not thread-safe.
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration due;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.due = first;
  }

  Duration next() {
    Duration pause = due;
    Duration twice = due.multipliedBy(2);
    due = twice.compareTo(longest) < 0 ? twice : longest;
    long nanos = pause.toNanos();
    return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos + 1));
  }

  void reset() {
    due = first;
  }
}
