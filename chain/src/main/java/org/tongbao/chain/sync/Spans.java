package org.tongbao.chain.sync;

import java.time.Duration;

/// Spans of time as people say them.
final class Spans {
  private Spans() {}

  /// Whole units, rounded down: `250 ms`, `30 s`, `10 min`, `3 h`.
  static String of(Duration span) {
    if (span.toMillis() < 1_000) {
      return span.toMillis() + " ms";
    }
    if (span.toMinutes() < 2) {
      return span.toSeconds() + " s";
    }
    return span.toHours() < 2 ? span.toMinutes() + " min" : span.toHours() + " h";
  }
}
