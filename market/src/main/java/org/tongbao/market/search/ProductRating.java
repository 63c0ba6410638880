package org.tongbao.market.search;

/// How a product is rated, by sums.
record ProductRating(long starsSum, int reviews) {
  static final ProductRating NONE = new ProductRating(0, 0);

  /// In hundredths of a star, rounded half up; 0 of none.
  int averageHundredths() {
    return reviews == 0 ? 0 : (int) ((starsSum * 200 + reviews) / (2L * reviews));
  }
}
