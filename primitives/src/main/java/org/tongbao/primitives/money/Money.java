package org.tongbao.primitives.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// An amount of money: a whole number of the currency's smallest unit. Immutable and exact;
/// whatever may lose a fraction takes the rounding by name.
///
/// Operations on two amounts throw [CurrencyMismatchException] when the currencies differ. The
/// amount has no upper bound (ETH counts 10^18 units to one ether).
public record Money(BigInteger amountMinor, Currency currency) implements Comparable<Money> {

  public static Money ofMinor(long amountMinor, Currency currency) {
    return new Money(BigInteger.valueOf(amountMinor), currency);
  }

  public static Money zero(Currency currency) {
    return new Money(BigInteger.ZERO, currency);
  }

  /// Reads a plain decimal number of major units, for instance `"12.34"` of CNY. Exact: more
  /// decimal places than the currency has, an exponent or spaces are refused with
  /// `IllegalArgumentException`.
  public static Money parse(String decimal, Currency currency) {
    if (!decimal.matches("-?[0-9]{1,60}(\\.[0-9]{1,18})?")) {
      throw new IllegalArgumentException("not a decimal amount: " + decimal);
    }
    return ofMajor(new BigDecimal(decimal), currency, RoundingMode.UNNECESSARY);
  }

  /// `decimal` major units, rounded to the smallest unit. With `UNNECESSARY`, an amount that has
  /// more decimal places than the currency throws `IllegalArgumentException`.
  public static Money ofMajor(BigDecimal decimal, Currency currency, RoundingMode rounding) {
    try {
      BigDecimal scaled = decimal.setScale(currency.exponent(), rounding);
      return new Money(scaled.unscaledValue(), currency);
    } catch (ArithmeticException inexact) {
      throw new IllegalArgumentException(
          currency + " has " + currency.exponent() + " decimal places: " + decimal, inexact);
    }
  }

  /// The sum of all; zero of `currency` when there are none.
  public static Money sum(Collection<Money> amounts, Currency currency) {
    return amounts.stream().reduce(zero(currency), Money::plus);
  }

  public Money plus(Money other) {
    return new Money(amountMinor.add(sameCurrency(other)), currency);
  }

  public Money minus(Money other) {
    return new Money(amountMinor.subtract(sameCurrency(other)), currency);
  }

  public Money times(long factor) {
    return new Money(amountMinor.multiply(BigInteger.valueOf(factor)), currency);
  }

  /// This amount times a rational factor, for instance a fee in basis points (`numerator` of
  /// 10,000) or a proportional refund. Multiplies before it divides and rounds once.
  public Money times(BigInteger numerator, BigInteger denominator, RoundingMode rounding) {
    BigDecimal product = new BigDecimal(amountMinor.multiply(numerator));
    BigDecimal quotient = product.divide(new BigDecimal(denominator), 0, rounding);
    return new Money(quotient.unscaledValue(), currency);
  }

  /// [#times(BigInteger, BigInteger, RoundingMode)] with a factor in basis points (1/10,000).
  public Money basisPoints(int basisPoints, RoundingMode rounding) {
    return times(BigInteger.valueOf(basisPoints), BigInteger.valueOf(10_000), rounding);
  }

  public Money negate() {
    return new Money(amountMinor.negate(), currency);
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean isZero() {
    return amountMinor.signum() == 0;
  }

  public boolean isPositive() {
    return amountMinor.signum() > 0;
  }

  public boolean isNegative() {
    return amountMinor.signum() < 0;
  }

  /// Splits this amount in proportion to the weights by the largest remainder method: every part is
  /// rounded towards zero, then the units left over go one each to the parts that lost most,
  /// earlier parts first among equals. The parts always sum to this amount, none is more than one
  /// unit away from its exact share, and a part of weight zero gets nothing.
  ///
  /// Throws `IllegalArgumentException` when a weight is negative or all are zero.
  public List<Money> allocate(List<BigInteger> weights) {
    BigInteger total = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() <= 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
      throw new IllegalArgumentException("weights must be positive in sum, none negative");
    }
    List<BigInteger> parts = new ArrayList<>(weights.size());
    List<BigInteger> remainders = new ArrayList<>(weights.size());
    BigInteger left = amountMinor.abs();
    for (BigInteger weight : weights) {
      BigInteger[] share = amountMinor.abs().multiply(weight).divideAndRemainder(total);
      parts.add(share[0]);
      remainders.add(share[1]);
      left = left.subtract(share[0]);
    }
    for (int index : byLargest(remainders).subList(0, left.intValueExact())) {
      parts.set(index, parts.get(index).add(BigInteger.ONE));
    }
    return parts.stream().map(this::withMySign).toList();
  }

  /// [#allocate] into `count` parts of equal weight.
  public List<Money> split(int count) {
    return allocate(Collections.nCopies(count, BigInteger.ONE));
  }

  /// The amount in major units, with as many decimal places as the currency has.
  public BigDecimal toDecimal() {
    return new BigDecimal(amountMinor, currency.exponent());
  }

  @Override
  public int compareTo(Money other) {
    return amountMinor.compareTo(sameCurrency(other));
  }

  /// For logs and messages to developers, for instance `CNY 12.34`; what people see is formatted in
  /// their language by the pages.
  @Override
  public String toString() {
    return currency + " " + toDecimal().toPlainString();
  }

  private BigInteger sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new CurrencyMismatchException(currency, other.currency);
    }
    return other.amountMinor;
  }

  private Money withMySign(BigInteger magnitude) {
    return new Money(isNegative() ? magnitude.negate() : magnitude, currency);
  }

  private static List<Integer> byLargest(List<BigInteger> remainders) {
    List<Integer> indexes = new ArrayList<>(remainders.size());
    for (int i = 0; i < remainders.size(); i++) {
      indexes.add(i);
    }
    // The sort is stable, so equal remainders keep their order.
    indexes.sort((left, right) -> remainders.get(right).compareTo(remainders.get(left)));
    return indexes;
  }
}
