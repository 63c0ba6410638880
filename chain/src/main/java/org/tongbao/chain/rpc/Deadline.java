package org.tongbao.chain.rpc;

import java.time.Duration;

/// The time that one piece of work may take. Whoever works looks at it now and then.
final class Deadline {
  private static final int STEPS = 1_024;

  private final Duration allowed;
  private final long began = System.nanoTime();
  private int steps;

  private Deadline(Duration allowed) {
    this.allowed = allowed;
  }

  /// Begins now.
  static Deadline in(Duration allowed) {
    return new Deadline(allowed);
  }

  boolean isOver() {
    return System.nanoTime() - began > allowed.toNanos();
  }

  /// @throws RpcException when the time is over
  void check() {
    if (isOver()) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED,
          "the request took longer than the limit of " + allowed.toMillis() + " ms");
    }
  }

  /// For each of very many steps: looks at the clock once in a while.
  void step() {
    if ((++steps & (STEPS - 1)) == 0) {
      check();
    }
  }
}
