package org.tongbao.chain.evm.precompile.altbn128;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/// Elements and points to test with.
final class Samples {

  /// Values at which limbs carry, borrow and wrap.
  static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          BigInteger.TWO,
          BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
          BigInteger.ONE.shiftLeft(64),
          BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE),
          BigInteger.ONE.shiftLeft(192),
          BigInteger.ONE.shiftLeft(253).subtract(BigInteger.ONE),
          Fp.MODULUS.shiftRight(1),
          Fp.MODULUS.subtract(BigInteger.TWO),
          Fp.MODULUS.subtract(BigInteger.ONE));

  private Samples() {}

  static BigInteger number(RandomGenerator random, int bits) {
    byte[] bytes = new byte[(bits + 7) / 8];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes);
  }

  static Fp fp(RandomGenerator random) {
    return Fp.of(number(random, 320));
  }

  static Fp2 fp2(RandomGenerator random) {
    return new Fp2(fp(random), fp(random));
  }

  static Fp6 fp6(RandomGenerator random) {
    return new Fp6(fp2(random), fp2(random), fp2(random));
  }

  static Fp12 fp12(RandomGenerator random) {
    return new Fp12(fp6(random), fp6(random));
  }

  static G1 g1(RandomGenerator random) {
    return G1.GENERATOR.multiply(number(random, 256));
  }

  /// The sum of two points of the twist, by chord and tangent.
  static G2 add(G2 a, G2 b) {
    if (a.isInfinity()) {
      return b;
    }
    if (b.isInfinity()) {
      return a;
    }
    Fp2 slope;
    if (!a.x().equals(b.x())) {
      slope = b.y().sub(a.y()).mul(b.x().sub(a.x()).inverse());
    } else if (a.y().equals(b.y())) {
      Fp2 square = a.x().square();
      slope = square.twice().add(square).mul(a.y().twice().inverse());
    } else {
      return G2.INFINITY;
    }
    Fp2 x = slope.square().sub(a.x()).sub(b.x());
    return new G2(x, slope.mul(a.x().sub(x)).sub(a.y()));
  }

  static G2 multiply(G2 point, BigInteger scalar) {
    G2 sum = G2.INFINITY;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      sum = scalar.testBit(bit) ? add(sum, point) : sum;
    }
    return sum;
  }

  static G2 g2(RandomGenerator random) {
    return multiply(G2.GENERATOR, number(random, 256).mod(G1.ORDER));
  }

  static G2 negate(G2 point) {
    return new G2(point.x(), point.y().negate());
  }

  /// A point of the twist of no particular order: it lies in the subgroup of order r practically
  /// never.
  static G2 anyOfTwist(RandomGenerator random) {
    while (true) {
      Fp2 x = fp2(random);
      Fp2 square = x.square().mul(x).add(G2.B);
      Fp2 y = squareRoot(square);
      if (y.square().equals(square)) {
        return new G2(x, y);
      }
    }
  }

  /// A root if there is one: through the norm, with roots in Fp by a power, since p = 3 modulo 4.
  private static Fp2 squareRoot(Fp2 value) {
    Fp norm = squareRoot(value.c0().square().add(value.c1().square()));
    Fp half = Fp.of(BigInteger.TWO).inverse();
    Fp c0 = squareRoot(value.c0().add(norm).mul(half));
    if (!c0.square().equals(value.c0().add(norm).mul(half))) {
      c0 = squareRoot(value.c0().sub(norm).mul(half));
    }
    return new Fp2(c0, value.c1().mul(half).mul(c0.inverse()));
  }

  private static Fp squareRoot(Fp value) {
    BigInteger exponent = Fp.MODULUS.add(BigInteger.ONE).shiftRight(2);
    return Fp.of(value.toBigInteger().modPow(exponent, Fp.MODULUS));
  }
}
