package org.tongbao.primitives.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class MoneyPropertyTest {
  private static final BigInteger WIDE = BigInteger.TEN.pow(30);

  @Property
  void partsSumToTheWhole(
      @ForAll("money") Money money,
      @ForAll @Size(min = 1, max = 40) List<@BigRange(min = "0", max = "1000000") BigInteger> by) {
    Assume.that(by.stream().anyMatch(weight -> weight.signum() > 0));

    List<Money> parts = money.allocate(by);

    assertThat(Money.sum(parts, money.currency())).isEqualTo(money);
  }

  @Property
  void noPartIsAUnitAwayFromItsExactShare(
      @ForAll("money") Money money,
      @ForAll @Size(min = 1, max = 40) List<@BigRange(min = "0", max = "1000000") BigInteger> by) {
    BigInteger total = by.stream().reduce(BigInteger.ZERO, BigInteger::add);
    Assume.that(total.signum() > 0);

    List<Money> parts = money.allocate(by);

    for (int i = 0; i < parts.size(); i++) {
      // |part − amount × weight / total| < 1, multiplied out
      BigInteger exact = money.amountMinor().multiply(by.get(i));
      BigInteger distance = parts.get(i).amountMinor().multiply(total).subtract(exact).abs();
      assertThat(distance).isLessThan(total);
    }
  }

  @Property
  void equalPartsDifferByOneUnitAtMost(
      @ForAll("money") Money money, @ForAll @IntRange(min = 1, max = 200) int count) {
    List<Money> parts = money.split(count);

    Money least = parts.stream().reduce(Money::min).orElseThrow();
    Money most = parts.stream().reduce(Money::max).orElseThrow();
    assertThat(most.minus(least).amountMinor()).isBetween(BigInteger.ZERO, BigInteger.ONE);
  }

  @Property
  void addingAndTakingAwayIsNothing(@ForAll("pairs") Pair pair) {
    assertThat(pair.left.plus(pair.right).minus(pair.right)).isEqualTo(pair.left);
    assertThat(pair.left.plus(pair.right)).isEqualTo(pair.right.plus(pair.left));
    assertThat(pair.left.minus(pair.right)).isEqualTo(pair.right.minus(pair.left).negate());
  }

  @Property
  void readsBackWhatItWrites(@ForAll("money") Money money) {
    String decimal = money.toDecimal().toPlainString();

    assertThat(Money.parse(decimal, money.currency())).isEqualTo(money);
  }

  @Property
  void roundsLikeTheExactQuotient(
      @ForAll("money") Money money,
      @ForAll @IntRange(min = 0, max = 20_000) int basisPoints,
      @ForAll RoundingMode rounding) {
    Assume.that(rounding != RoundingMode.UNNECESSARY);

    BigDecimal exact =
        new BigDecimal(money.amountMinor()).multiply(BigDecimal.valueOf(basisPoints, 4));

    assertThat(money.basisPoints(basisPoints, rounding).amountMinor())
        .isEqualTo(exact.setScale(0, rounding).toBigInteger());
  }

  @Property
  void ordersByAmount(@ForAll("pairs") Pair pair) {
    assertThat(pair.left.min(pair.right)).isLessThanOrEqualTo(pair.left.max(pair.right));
    assertThat(pair.left.compareTo(pair.right))
        .isEqualTo(pair.left.minus(pair.right).amountMinor().signum());
  }

  record Pair(Money left, Money right) {}

  @Provide
  Arbitrary<Money> money() {
    return Combinators.combine(amounts(), currencies()).as(Money::new);
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return Combinators.combine(amounts(), amounts(), currencies())
        .as((left, right, in) -> new Pair(new Money(left, in), new Money(right, in)));
  }

  private static Arbitrary<BigInteger> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(WIDE.negate(), WIDE),
        Arbitraries.longs().between(-1_000, 1_000).map(BigInteger::valueOf));
  }

  private static Arbitrary<Currency> currencies() {
    return Arbitraries.of("CNY", "USD", "JPY", "KWD", "CLF", "BTC", "ETH").map(Currency::of);
  }
}
