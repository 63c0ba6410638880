package org.tongbao.market.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How long the steps of orders took. Thread-safe.
public final class StepTimes {
  /// From asking to the chain's answer in the database.
  public enum Step {
    /// Cart, quote and confirmation, until the chain has placed every part.
    PLACE,
    /// From choosing the institution to every part being paid: its page, its notification, the
    /// deposits.
    PAY,
    SHIP,
    /// The buyer's word that it came, and the settlement that follows by itself.
    RECEIVE_AND_SETTLE,
    /// The merchant's word that the money came.
    COMPLETE,
    /// From the cart to the last part's completion, for orders that did all of it in one run.
    WHOLE
  }

  /// In milliseconds.
  public record Figures(int count, double p50, double p95, double p99) {}

  private final Map<Step, List<Long>> nanos = new EnumMap<>(Step.class);

  StepTimes() {
    for (Step step : Step.values()) {
      nanos.put(step, new ArrayList<>());
    }
  }

  synchronized void add(Step step, long took) {
    Objects.requireNonNull(nanos.get(step)).add(took);
  }

  /// Of the steps that were taken at all.
  public synchronized Map<Step, Figures> figures() {
    Map<Step, Figures> figures = new EnumMap<>(Step.class);
    nanos.forEach(
        (step, took) -> {
          if (!took.isEmpty()) {
            List<Long> sorted = new ArrayList<>(took);
            Collections.sort(sorted);
            figures.put(
                step,
                new Figures(
                    sorted.size(),
                    percentile(sorted, 0.50),
                    percentile(sorted, 0.95),
                    percentile(sorted, 0.99)));
          }
        });
    return figures;
  }

  /// The smallest that so large a part does not exceed (nearest rank).
  private static double percentile(List<Long> sorted, double part) {
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / 1e6;
  }
}
