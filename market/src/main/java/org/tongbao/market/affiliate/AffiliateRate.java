package org.tongbao.market.affiliate;

/// What a shop offers.
///
/// @param bps in 1/10,000 of the price of goods
record AffiliateRate(int bps, int version) {
  /// Of a shop that has never said anything.
  static final AffiliateRate NONE = new AffiliateRate(0, 1);
}
