package org.tongbao.market.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// Numbers over time as a drawing without scripts (`part/chart.jte`), with the same numbers as a
/// table behind it. Coordinates are those of a field of [#WIDTH] by [#HEIGHT] that is stretched to
/// the room there is; what is written beside it is text of the page.
///
/// @param labels what stands below each place, for instance days
/// @param first the column of the labels in the table
/// @param scale how the numbers beside the drawing are written
public record Chart(
    String title, Kind kind, String first, List<String> labels, List<Series> series, Scale scale) {
  public static final int WIDTH = 600;
  public static final int HEIGHT = 200;
  private static final int STEPS = 4;
  private static final int MOST_LABELS = 5;

  public Chart {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
    for (Series it : series) {
      if (it.values().size() != labels.size()) {
        throw new IllegalArgumentException(it.name() + " has not a value for each label");
      }
    }
  }

  /// Whether there is anything but zeros to draw.
  public boolean isEmpty() {
    return values().allMatch(it -> it == 0);
  }

  /// What the top of the drawing stands for: the next of 4, 8 and 20 times a power of ten, whose
  /// four steps are whole numbers.
  public long top() {
    long most = Math.max(values().max().orElse(0), STEPS);
    for (long power = STEPS; ; power *= 10) {
      for (long times : new long[] {1, 2, 5}) {
        if (power * times >= most) {
          return power * times;
        }
      }
    }
  }

  /// What stands beside the drawing, from the top down.
  public List<String> ticks() {
    long step = top() / STEPS;
    List<String> ticks = new ArrayList<>();
    for (int i = STEPS; i >= 0; i--) {
      ticks.add(scale.write().apply(step * i));
    }
    return ticks;
  }

  /// The heights of the lines that go across.
  public List<Integer> lines() {
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      lines.add(HEIGHT * i / STEPS);
    }
    return lines;
  }

  /// A few of the labels, evenly apart, the first and the last among them.
  public List<String> shownLabels() {
    int last = labels.size() - 1;
    if (last < MOST_LABELS) {
      return labels;
    }
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < MOST_LABELS; i++) {
      shown.add(labels.get(last * i / (MOST_LABELS - 1)));
    }
    return shown;
  }

  /// The bars of all series, those of one place side by side.
  public List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    double place = (double) WIDTH / Math.max(1, labels.size());
    double width = place * 0.72 / Math.max(1, series.size());
    for (int s = 0; s < series.size(); s++) {
      Series of = series.get(s);
      for (int i = 0; i < labels.size(); i++) {
        double height = height(of.values().get(i));
        String title = labels.get(i) + ": " + of.texts().get(i);
        bars.add(
            new Bar(
                s,
                number(place * i + place * 0.14 + width * s),
                number(HEIGHT - height),
                number(width),
                number(height),
                title));
      }
    }
    return bars;
  }

  /// The line of a series, as the `points` of a polyline.
  public String points(Series of) {
    StringBuilder points = new StringBuilder();
    double step = labels.size() < 2 ? 0 : (double) WIDTH / (labels.size() - 1);
    for (int i = 0; i < labels.size(); i++) {
      points
          .append(number(step * i))
          .append(',')
          .append(number(HEIGHT - height(of.values().get(i))))
          .append(' ');
    }
    return points.toString().strip();
  }

  private double height(long value) {
    return (double) HEIGHT * Math.max(0, value) / top();
  }

  private LongStream values() {
    return series.stream().flatMap(it -> it.values().stream()).mapToLong(Long::longValue);
  }

  private static String number(double coordinate) {
    return String.format(Locale.ROOT, "%.2f", coordinate);
  }

  public enum Kind {
    BARS,
    LINES
  }

  /// How numbers beside the drawing are written.
  public record Scale(LongFunction<String> write) {
    public static final Scale PLAIN = new Scale(MoneyText::whole);

    /// Minor units of a currency.
    public static Scale money(String currency) {
      return new Scale(minor -> MoneyText.of(minor, currency));
    }
  }

  /// @param texts the values as the table and the bars' titles write them
  public record Series(String name, List<Long> values, List<String> texts) {
    public Series {
      values = List.copyOf(values);
      texts = List.copyOf(texts);
    }

    public static Series of(String name, List<Long> values, Scale scale) {
      return new Series(name, values, values.stream().map(scale.write()::apply).toList());
    }
  }

  public record Bar(int series, String x, String y, String width, String height, String title) {}
}
