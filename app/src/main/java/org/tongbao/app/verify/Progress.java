package org.tongbao.app.verify;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells how far a long piece of work is, every few seconds.
final class Progress {
  private static final long INTERVAL = Duration.ofSeconds(3).toNanos();

  private final PrintStream out;
  private final long last;
  private final long begin = System.nanoTime();
  private long told = begin;
  private long transactions;

  /// @param last the number of the last block
  Progress(PrintStream out, long last) {
    this.out = out;
    this.last = last;
  }

  void block(long number, int inBlock) {
    transactions += inBlock;
    long now = System.nanoTime();
    if (now - told < INTERVAL) {
      return;
    }
    told = now;
    double seconds = (now - begin) / 1e9;
    out.printf(
        Locale.ROOT,
        "verifying  block %,d of %,d (%.1f %%)  %,.0f transactions/s  %,.1f blocks/s  %s left%n",
        number,
        last,
        100.0 * number / Math.max(1, last),
        transactions / seconds,
        number / seconds,
        duration(seconds * (last - number) / Math.max(1, number)));
  }

  private static String duration(double seconds) {
    if (seconds < 100) {
      return Math.round(seconds) + " s";
    }
    return seconds < 6_000 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3_600) + " h";
  }

  long transactions() {
    return transactions;
  }
}
