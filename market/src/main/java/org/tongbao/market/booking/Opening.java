package org.tongbao.market.booking;

/// A time of a day during which a service can be had, in minutes since local midnight.
///
/// @param closes up to 1440, which is the end of the day
record Opening(int opens, int closes) {
  static final int WHOLE_DAY = 1440;

  Opening {
    if (opens < 0 || closes > WHOLE_DAY || opens >= closes) {
      throw new IllegalArgumentException(opens + " to " + closes);
    }
  }

  boolean overlaps(Opening other) {
    return opens < other.closes && other.opens < closes;
  }
}
