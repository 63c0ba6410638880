package org.tongbao.chain.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.tongbao.chain.rpc.SyncStatus.Progress;

/// How fast the chain catches up, over the last minute, and how long it will take at that rate.
final class SyncRate {
  private static final double NANOS = 1e9;
  private static final int SAMPLES = 12;

  private record Sample(long nanos, long block, long transactions) {}

  private final AtomicLong transactions = new AtomicLong();
  private final Deque<Sample> samples = new ArrayDeque<>();

  /// A block with so many transactions was added.
  void count(int more) {
    transactions.addAndGet(more);
  }

  synchronized void reset() {
    samples.clear();
  }

  /// `syncing block 12,345 of 250,000 (4.9 %) 5,432 transactions/s 21 blocks/s 3 h left`
  synchronized String line(Progress progress, long nanos) {
    long block = progress.currentBlock();
    samples.addLast(new Sample(nanos, block, transactions.get()));
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
    String place =
        String.format(
            Locale.ROOT,
            "syncing  block %,d of %,d (%.1f %%)",
            block,
            progress.highestBlock(),
            100.0 * block / Math.max(1, progress.highestBlock()));
    Sample first = samples.getFirst();
    double seconds = (nanos - first.nanos()) / NANOS;
    double blocks = (block - first.block()) / seconds;
    if (seconds == 0 || blocks <= 0) {
      return place;
    }
    return String.format(
        Locale.ROOT,
        "%s  %,.0f transactions/s  %,.1f blocks/s  %s left",
        place,
        (transactions.get() - first.transactions()) / seconds,
        blocks,
        span((progress.highestBlock() - block) / blocks));
  }

  /// Rounded up to a unit that says enough.
  static String span(double seconds) {
    if (seconds < 120) {
      return Math.round(Math.ceil(seconds)) + " s";
    }
    double minutes = seconds / 60;
    if (minutes < 120) {
      return Math.round(Math.ceil(minutes)) + " min";
    }
    double hours = minutes / 60;
    return hours < 48
        ? Math.round(Math.ceil(hours)) + " h"
        : Math.round(Math.ceil(hours / 24)) + " days";
  }
}
