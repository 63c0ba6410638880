package org.tongbao.chain.sync;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who is kept away, and for how long still. Bounded: the oldest bans are forgotten first.
/// Thread-safe.
final class BanList {
  private static final int MAX = 4_096;

  private final Map<String, Long> untilNanos =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX;
        }
      };

  synchronized void add(String who, Duration span) {
    untilNanos.remove(who);
    untilNanos.put(who, System.nanoTime() + span.toNanos());
  }

  /// Zero for one who is not banned.
  synchronized Duration remaining(String who) {
    Long until = untilNanos.get(who);
    if (until == null) {
      return Duration.ZERO;
    }
    long left = until - System.nanoTime();
    if (left <= 0) {
      untilNanos.remove(who);
      return Duration.ZERO;
    }
    return Duration.ofNanos(left);
  }
}
