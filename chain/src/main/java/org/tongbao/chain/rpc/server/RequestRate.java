package org.tongbao.chain.rpc.server;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How many requests one connection may send. Its messages are answered one after the other, so one
/// thread at a time is here.
final class RequestRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private long free = System.nanoTime() - SECOND;

  /// @param perSecond 0: no limit
  RequestRate(int perSecond) {
    this.perSecond = perSecond;
  }

  /// Counts one request.
  ///
  /// @return null, or why it is one too many
  @Nullable String refusal() {
    return perSecond == 0 ? null : refusal(System.nanoTime());
  }

  /// A request takes its share of a second; what was not used is kept for one second.
  @Nullable String refusal(long now) {
    if (free - now > 0) {
      return "too many requests, the limit is " + perSecond + " per second of one connection";
    }
    free = Math.max(free - now, -SECOND) + now + SECOND / perSecond;
    return null;
  }
}
