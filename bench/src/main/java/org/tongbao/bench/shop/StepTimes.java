package org.tongbao.bench.shop;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How long each step took each time. For one thread; others' are added at the end.
final class StepTimes {
  private final Map<String, Series> steps = new LinkedHashMap<>();

  /// Notes a step that began at `System.nanoTime()` `begin`, and answers when it ended.
  long note(String step, long begin) {
    long end = System.nanoTime();
    steps.computeIfAbsent(step, _ -> new Series()).add(end - begin);
    return end;
  }

  void addAll(StepTimes others) {
    others.steps.forEach(
        (step, series) -> steps.computeIfAbsent(step, _ -> new Series()).addAll(series));
  }

  int count(String step) {
    Series series = steps.get(step);
    return series == null ? 0 : series.count;
  }

  /// A line for each step: how often, median, 99th percentile and longest, in milliseconds.
  void print(PrintStream out) {
    out.printf("%-32s %8s %10s %10s %10s%n", "step", "count", "p50 ms", "p99 ms", "max ms");
    steps.forEach(
        (step, series) -> {
          long[] sorted = series.sorted();
          out.printf(
              Locale.ROOT,
              "%-32s %,8d %,10.1f %,10.1f %,10.1f%n",
              step,
              sorted.length,
              millis(sorted, 0.50),
              millis(sorted, 0.99),
              millis(sorted, 1));
        });
  }

  /// By nearest rank.
  private static double millis(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }

  private static final class Series {
    private long[] nanos = new long[64];
    private int count;

    void add(long value) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = value;
    }

    void addAll(Series others) {
      for (int i = 0; i < others.count; i++) {
        add(others.nanos[i]);
      }
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
