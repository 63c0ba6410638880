package org.tongbao.primitives;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/// Numbers of 256 bits for properties: mostly those where carries, borrows and digit estimates of a
/// division go wrong. They are drawn directly, not combined by jqwik, so that a property can look
/// at a hundred thousand of them in a second.
final class Numbers extends DomainContextBase {

  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private static final BigInteger[] EDGES = {
    BigInteger.ZERO,
    BigInteger.ONE,
    BigInteger.TWO,
    MODULUS.subtract(BigInteger.ONE),
    MODULUS.subtract(BigInteger.TWO),
    MODULUS.shiftRight(1),
    MODULUS.shiftRight(1).subtract(BigInteger.ONE),
  };

  private static final long[] LIMBS = {
    0,
    0,
    1,
    2,
    -1,
    -1,
    -2,
    Long.MIN_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Long.MAX_VALUE,
    0xffffffffL,
    1L << 32
  };

  @Provide
  static Arbitrary<BigInteger> numbers() {
    return Arbitraries.randomValue(Numbers::next);
  }

  private static BigInteger next(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> BigInteger.valueOf(random.nextInt(300));
      case 2, 3 -> {
        BigInteger power = BigInteger.ONE.shiftLeft(random.nextInt(257));
        yield wrap(power.add(BigInteger.valueOf(random.nextInt(3) - 1)));
      }
      case 4, 5 -> limbPattern(random);
      default -> new BigInteger(1 + random.nextInt(256), random);
    };
  }

  private static BigInteger limbPattern(Random random) {
    long[] w = new long[4];
    int size = 1 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      w[i] = random.nextInt(4) == 0 ? random.nextLong() : LIMBS[random.nextInt(LIMBS.length)];
    }
    return U256.fromWord(w, 0).toBigInteger();
  }

  static BigInteger wrap(BigInteger value) {
    return value.mod(MODULUS);
  }

  /// The number read as two's complement.
  static BigInteger signed(BigInteger value) {
    return value.testBit(255) ? value.subtract(MODULUS) : value;
  }
}
