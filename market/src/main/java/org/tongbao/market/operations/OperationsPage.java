package org.tongbao.market.operations;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// How everything runs, part by part.
///
/// @param tables the largest of the database, the largest first
/// @param jobs those that somebody should look at
public record OperationsPage(
    Frame frame, Desk desk, List<Part> parts, List<Table> tables, List<Job> jobs) {
  public OperationsPage {
    parts = List.copyOf(parts);
    tables = List.copyOf(tables);
    jobs = List.copyOf(jobs);
  }

  /// @param key the last part of the key of its name, and begins those of its facts
  /// @param link where to look; null where there is nothing more to see, or not for the visitor
  public record Part(String key, boolean isWell, List<Fact> facts, Desk.@Nullable Link link) {
    public Part {
      facts = List.copyOf(facts);
    }
  }

  /// @param at shown after the text; null where it is no moment
  public record Fact(String key, String text, @Nullable Instant at) {
    static Fact of(String key, String text) {
      return new Fact(key, text, null);
    }

    static Fact of(String key, long number) {
      return of(key, String.valueOf(number));
    }
  }

  /// @param rows as the database estimates them
  public record Table(String name, long bytes, long rows) {
    public String size() {
      return OperationsPage.size(bytes);
    }
  }

  /// @param since when its last run began
  /// @param kind of what went wrong; empty where nothing did
  public record Job(String name, Trouble trouble, Instant since, String kind) {
    public enum Trouble {
      FAILED,
      RUNS,
      LATE
    }
  }

  public boolean isWell() {
    return parts.stream().allMatch(Part::isWell);
  }

  /// Bytes as people read them: `1.2 GB`, of a thousand each.
  static String size(long bytes) {
    double left = bytes;
    String unit = "B";
    for (String larger : List.of("kB", "MB", "GB", "TB")) {
      if (left >= 1000) {
        left /= 1000;
        unit = larger;
      }
    }
    return String.format(Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", left, unit);
  }
}
