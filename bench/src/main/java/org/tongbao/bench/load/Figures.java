package org.tongbao.bench.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measured figures by what and by whom, and the table of their medians.
final class Figures {
  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

  void add(String what, String whose, double figure) {
    figures
        .computeIfAbsent(what, key -> new LinkedHashMap<>())
        .computeIfAbsent(whose, key -> new ArrayList<>())
        .add(figure);
  }

  /// Prints a line for each thing measured: median, lowest and highest of each node, and how many
  /// times anvil's median ours is.
  void print(PrintStream out) {
    figures.forEach(
        (what, nodes) -> {
          nodes.forEach(
              (whose, all) ->
                  out.printf(
                      Locale.ROOT,
                      "%-56s %-8s median %,10.0f   lowest %,10.0f   highest %,10.0f   (%d)%n",
                      what,
                      whose,
                      median(all),
                      all.stream().mapToDouble(each -> each).min().orElseThrow(),
                      all.stream().mapToDouble(each -> each).max().orElseThrow(),
                      all.size()));
          if (nodes.containsKey("anvil") && nodes.containsKey("tongbao")) {
            double ratio = median(nodes.get("tongbao")) / median(nodes.get("anvil"));
            out.printf(Locale.ROOT, "%-56s ratio    %.2f%n", what, ratio);
          }
        });
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
