package org.tongbao.primitives;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/// Numbers of 256 bits for properties: mostly those where carries, borrows and digit estimates of a
/// division go wrong.
final class Numbers extends DomainContextBase {

  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private static final BigInteger[] EDGES = {
    BigInteger.ZERO,
    BigInteger.ONE,
    BigInteger.TWO,
    MODULUS.subtract(BigInteger.ONE),
    MODULUS.subtract(BigInteger.TWO),
    MODULUS.shiftRight(1),
  };

  private static final Long[] LIMBS = {
    0L,
    0L,
    1L,
    -1L,
    -1L,
    -2L,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE + 1,
    0xffffffffL,
    1L << 32
  };

  @Provide
  static Arbitrary<BigInteger> numbers() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.of(EDGES)),
        Tuple.of(2, Arbitraries.integers().between(0, 300).map(BigInteger::valueOf)),
        Tuple.of(3, aroundPowersOfTwo()),
        Tuple.of(4, limbPatterns()),
        Tuple.of(4, ofRandomLength()));
  }

  private static Arbitrary<BigInteger> aroundPowersOfTwo() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 256), Arbitraries.integers().between(-1, 1))
        .as((bit, off) -> wrap(BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(off))));
  }

  private static Arbitrary<BigInteger> limbPatterns() {
    Arbitrary<Long> limb =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(LIMBS)),
            Tuple.of(1, Arbitraries.longs().withoutEdgeCases()));
    return limb.array(Long[].class).ofSize(4).map(Numbers::ofLimbs);
  }

  private static Arbitrary<BigInteger> ofRandomLength() {
    return Combinators.combine(
            Arbitraries.longs().withoutEdgeCases().array(Long[].class).ofSize(4),
            Arbitraries.integers().between(0, 255))
        .as((limbs, shift) -> ofLimbs(limbs).shiftRight(shift));
  }

  private static BigInteger ofLimbs(Long[] limbs) {
    BigInteger value = BigInteger.ZERO;
    for (long limb : limbs) {
      value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(limb)));
    }
    return value;
  }

  static BigInteger wrap(BigInteger value) {
    return value.mod(MODULUS);
  }

  /// The number read as two's complement.
  static BigInteger signed(BigInteger value) {
    return value.testBit(255) ? value.subtract(MODULUS) : value;
  }
}
