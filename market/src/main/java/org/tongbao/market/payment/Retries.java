package org.tongbao.market.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When to look again, and how long one who looks may take.
final class Retries {
  /// Longer than any call of an institution takes.
  static final Duration LEASE = Duration.ofMinutes(1);

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Retries() {}

  /// After this many tries: 2 s, 4 s, 8 s, up to 2 minutes.
  static Duration after(int tries) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /// As exactly as the database keeps it, so that what comes back is equal.
  static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
