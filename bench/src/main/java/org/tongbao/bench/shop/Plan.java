package org.tongbao.bench.shop;

/// What becomes of an order: told by its number alone, so that buyer and merchant agree on it
/// without a memory that a crash could take.
enum Plan {
  /// Never paid.
  ABANDON,
  /// Paid, and cancelled before it is shipped.
  CANCEL,
  /// Shipped, and all of it given back.
  REFUND_ALL,
  /// Shipped, and a part of it given back; then received.
  REFUND_SOME,
  COMPLETE;

  static final int REFUND_MINOR = 1_234;

  /// Of twenty orders two are abandoned, three cancelled, two refunded and two in part.
  static Plan of(String number) {
    int lot = Math.floorMod(number.hashCode(), 20);
    if (lot < 2) {
      return ABANDON;
    }
    if (lot < 5) {
      return CANCEL;
    }
    if (lot < 7) {
      return REFUND_ALL;
    }
    return lot < 9 ? REFUND_SOME : COMPLETE;
  }
}
