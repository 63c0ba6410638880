package org.tongbao.market.promotion;

import java.math.BigInteger;
import java.math.RoundingMode;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// How points are earned and what they are worth in one currency.
///
/// @param earnedPoints points for every `earnedPerMinor` paid
/// @param usedPoints points that are worth `usedValueMinor`
/// @param mostBps the most of an order's goods that points can pay, in 1/10,000
/// @param version grows with each change
public record PointRule(
    Currency currency,
    long earnedPoints,
    long earnedPerMinor,
    long usedPoints,
    long usedValueMinor,
    int mostBps,
    int version) {

  /// Points earned by paying an amount, rounded down.
  public long earned(Money paid) {
    BigInteger points =
        inCurrency(paid)
            .multiply(BigInteger.valueOf(earnedPoints))
            .divide(BigInteger.valueOf(earnedPerMinor));
    return points.longValueExact();
  }

  /// What points are worth, rounded down.
  public Money valueOf(long points) {
    return Money.ofMinor(usedValueMinor, currency)
        .times(BigInteger.valueOf(points), BigInteger.valueOf(usedPoints), RoundingMode.DOWN);
  }

  /// The fewest points that are worth this much.
  public long pointsFor(Money value) {
    BigInteger worth = inCurrency(value).multiply(BigInteger.valueOf(usedPoints));
    BigInteger[] points = worth.divideAndRemainder(BigInteger.valueOf(usedValueMinor));
    return points[0].longValueExact() + points[1].signum();
  }

  /// The most that points can pay of goods of this amount.
  public Money most(Money goods) {
    return goods.basisPoints(mostBps, RoundingMode.DOWN);
  }

  private BigInteger inCurrency(Money amount) {
    // Adding zero refuses another currency.
    return amount.plus(Money.zero(currency)).amountMinor();
  }
}
