package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/// The digits of a division, for divisors whose top bit is set.
@Domain(Numbers.class)
class ReciprocalTest {

  private static final BigInteger LIMB = BigInteger.ONE.shiftLeft(64);

  @Property(tries = 30_000)
  void digitsAreExact(@ForAll BigInteger number, @ForAll BigInteger divisor) {
    long d1 = divisor.shiftRight(64).longValue() | Long.MIN_VALUE;
    long d0 = divisor.longValue();
    BigInteger d = unsigned(d1, d0);
    // Any dividend whose upper part is below the divisor.
    BigInteger u = number.shiftRight(64).mod(d).shiftLeft(64).add(number.mod(LIMB));
    long digit =
        Reciprocal.quotient(
            u.shiftRight(128).longValue(),
            u.shiftRight(64).longValue(),
            u.longValue(),
            d1,
            d0,
            Reciprocal.of(d1, d0));
    assertThat(digit).isEqualTo(u.divide(d).longValue());

    long top = Long.remainderUnsigned(number.shiftRight(64).longValue(), d1);
    digit = Reciprocal.quotient(top, number.longValue(), d1, Reciprocal.of(d1));
    assertThat(digit)
        .isEqualTo(unsigned(top, number.longValue()).divide(unsigned(0, d1)).longValue());
  }

  @Property(tries = 30_000)
  void reciprocalsAreExact(@ForAll BigInteger divisor) {
    check(divisor.shiftRight(64).longValue() | Long.MIN_VALUE, divisor.longValue());
  }

  /// Divisors for which the last step meets a limb equal to the divisor's own; random ones do not.
  @Example
  void reciprocalsAreExactWhereTheLastLimbDecides() {
    check(0x88e2fad3aeecb544L, 0xc5f2b3366bab71b4L);
    check(0x83e60e7598cfbb44L, 0xb0ffdbd20bbc6153L);
    check(0x8f4d2e33e3127fc4L, 0xec4685df10e9954aL);
    check(0x8a780c39a0c5be36L, 0xae77572fcfba974bL);
  }

  private static void check(long d1, long d0) {
    BigInteger one = LIMB.pow(2).subtract(BigInteger.ONE).divide(unsigned(0, d1));
    assertThat(Reciprocal.of(d1)).isEqualTo(one.subtract(LIMB).longValue());
    BigInteger two = LIMB.pow(3).subtract(BigInteger.ONE).divide(unsigned(d1, d0));
    assertThat(Reciprocal.of(d1, d0)).isEqualTo(two.subtract(LIMB).longValue());
  }

  private static BigInteger unsigned(long high, long low) {
    return U256.of(0, 0, high, low).toBigInteger();
  }
}
