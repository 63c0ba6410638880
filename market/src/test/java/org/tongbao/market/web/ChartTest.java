package org.tongbao.market.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ChartTest {
  @Test
  void drawsEachNumberAsHighAsItIs() {
    Chart chart = chart(Chart.Kind.BARS, 0, 100, 200);

    assertThat(chart.top()).isEqualTo(200);
    assertThat(chart.ticks()).containsExactly("200", "150", "100", "50", "0");
    assertThat(chart.bars())
        .extracting(Chart.Bar::height)
        .containsExactly("0.00", "100.00", "200.00");
    assertThat(chart.bars()).extracting(Chart.Bar::y).containsExactly("200.00", "100.00", "0.00");
    assertThat(chart.bars().getLast().title()).isEqualTo("day 2: 200");
    assertThat(chart.points(chart.series().getFirst()))
        .isEqualTo("0.00,200.00 300.00,100.00 600.00,0.00");
  }

  @Test
  void theTopIsRoundAndNeverBelowTheLargest() {
    for (long largest :
        new long[] {0, 1, 4, 5, 9, 41, 399, 401, 7_999, 123_456_789, 4_000_000_001L}) {
      Chart chart = chart(Chart.Kind.LINES, largest, 0);

      assertThat(chart.top()).isGreaterThanOrEqualTo(largest);
      assertThat(chart.top() % 4).isZero();
      assertThat(chart.top()).isLessThanOrEqualTo(Math.max(4, largest * 3));
    }
  }

  @Test
  void showsAFewLabelsTheFirstAndTheLastAmongThem() {
    Chart month = chart(Chart.Kind.BARS, LongStream.range(0, 30).toArray());

    assertThat(month.shownLabels()).containsExactly("day 0", "day 7", "day 14", "day 21", "day 29");
    assertThat(chart(Chart.Kind.BARS, 1, 2).shownLabels()).containsExactly("day 0", "day 1");
  }

  @Test
  void knowsWhenThereIsNothingToDraw() {
    assertThat(chart(Chart.Kind.BARS, 0, 0).isEmpty()).isTrue();
    assertThat(chart(Chart.Kind.BARS, 0, 1).isEmpty()).isFalse();
    assertThat(chart(Chart.Kind.LINES).points(chart(Chart.Kind.LINES).series().getFirst()))
        .isEmpty();
  }

  @Test
  void refusesAValueTooFew() {
    Chart.Series one = Chart.Series.of("orders", List.of(1L), Chart.Scale.PLAIN);

    assertThatThrownBy(
            () ->
                new Chart(
                    "Orders",
                    Chart.Kind.BARS,
                    "Day",
                    List.of("a", "b"),
                    List.of(one),
                    Chart.Scale.PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Chart chart(Chart.Kind kind, long... values) {
    List<String> labels = IntStream.range(0, values.length).mapToObj(it -> "day " + it).toList();
    List<Long> numbers = LongStream.of(values).boxed().toList();
    return new Chart(
        "Orders",
        kind,
        "Day",
        labels,
        List.of(Chart.Series.of("orders", numbers, Chart.Scale.PLAIN)),
        Chart.Scale.PLAIN);
  }
}
