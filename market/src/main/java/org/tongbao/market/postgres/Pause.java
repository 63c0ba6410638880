package org.tongbao.market.postgres;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The step of a loop that watches another process, which offers nothing to wait on.
final class Pause {
  private Pause() {}

  static void briefly() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    if (Thread.currentThread().isInterrupted()) {
      throw new PostgresException("interrupted while waiting for PostgreSQL");
    }
  }
}
