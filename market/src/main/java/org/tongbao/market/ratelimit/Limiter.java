package org.tongbao.market.ratelimit;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Counts requests by the generic cell rate algorithm: each takes one of a quota that fills up
/// evenly, and who was quiet for a whole window may ask for all of it at once. One number is kept
/// for each one who asks. Thread-safe, without locks.
final class Limiter {
  /// Those beyond are let through uncounted: memory is bounded first.
  static final int MOST_COUNTED = 200_000;

  private static final int SWEPT_FROM = 20_000;
  private static final long SWEEP_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final String policy;
  private final long quota;
  private final long windowNanos;
  private final long eachNanos;
  private final LongSupplier nanos;
  private final ConcurrentMap<String, AtomicLong> full = new ConcurrentHashMap<>();
  private final AtomicLong sweptAt;

  /// @param policy its name
  /// @param nanos a time that only grows, as [System#nanoTime]
  Limiter(String policy, long quota, Duration window, LongSupplier nanos) {
    this.policy = policy;
    this.quota = quota;
    this.windowNanos = window.toNanos();
    this.eachNanos = Math.max(1, windowNanos / quota);
    this.nanos = nanos;
    this.sweptAt = new AtomicLong(nanos.getAsLong());
  }

  /// What became of a request.
  ///
  /// @param remaining how many more could follow at once
  /// @param seconds until the quota is full again; where the request was refused, until one is free
  record Verdict(boolean allowed, long remaining, long seconds) {}

  Verdict take(String who) {
    long now = nanos.getAsLong();
    sweep(now);
    AtomicLong fullAt = full.get(who);
    if (fullAt == null) {
      if (full.size() >= MOST_COUNTED) {
        return new Verdict(true, quota, 0);
      }
      fullAt = full.computeIfAbsent(who, name -> new AtomicLong(now));
    }
    while (true) {
      long known = fullAt.get();
      long next = (known - now > 0 ? known : now) + eachNanos;
      if (next - now > windowNanos) {
        return new Verdict(false, 0, seconds(next - now - windowNanos));
      }
      if (fullAt.compareAndSet(known, next)) {
        return new Verdict(true, (windowNanos - (next - now)) / eachNanos, seconds(next - now));
      }
    }
  }

  /// `"user";q=6000;w=60`
  String policyHeader() {
    return "\"" + policy + "\";q=" + quota + ";w=" + windowNanos / 1_000_000_000L;
  }

  /// `"user";r=5999;t=1`
  String stateHeader(Verdict verdict) {
    return "\"" + policy + "\";r=" + verdict.remaining() + ";t=" + verdict.seconds();
  }

  int counted() {
    return full.size();
  }

  /// Forgets those whose quota is full: they are as good as unknown.
  private void sweep(long now) {
    long last = sweptAt.get();
    if (full.size() > SWEPT_FROM
        && now - last > SWEEP_EVERY_NANOS
        && sweptAt.compareAndSet(last, now)) {
      full.values().removeIf(fullAt -> fullAt.get() - now <= 0);
    }
  }

  private static long seconds(long nanos) {
    return (nanos + 999_999_999L) / 1_000_000_000L;
  }
}
