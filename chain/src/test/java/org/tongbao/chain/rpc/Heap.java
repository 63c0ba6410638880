package org.tongbao.chain.rpc;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/// What of the heap is in use once the garbage is gone.
public final class Heap {
  private static final int ROUNDS = 4;

  private Heap() {}

  /// In bytes.
  public static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
