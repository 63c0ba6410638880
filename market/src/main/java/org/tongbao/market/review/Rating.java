package org.tongbao.market.review;

import java.util.List;

/// How something is rated: by sums, so that nothing is lost in an average.
///
/// @param counts of one star, two, … five
public record Rating(long starsSum, List<Integer> counts) {
  public static final Rating NONE = new Rating(0, List.of(0, 0, 0, 0, 0));

  public Rating {
    counts = List.copyOf(counts);
  }

  public int count() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /// The average in hundredths of a star, rounded half up; 0 of none.
  public int averageHundredths() {
    int count = count();
    return count == 0 ? 0 : (int) ((starsSum * 200 + count) / (2L * count));
  }
}
