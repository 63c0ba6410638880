package org.tongbao.chain.evm.precompile.altbn128;

import java.math.BigInteger;

/// Scalar multiplication in G1 with the endomorphism φ(x, y) = (β·x, y), which multiplies by λ: the
/// scalar splits into `k1 + k2·λ` with halves of 128 bits, whose doublings are shared (Gallant,
/// Lambert and Vanstone, CRYPTO 2001).
final class G1Multiplication {

  private static final Fp BETA =
      Fp.of(new BigInteger("2203960485148121921418603742825762020974279258880205651966"));

  /// With the curve parameter u: (A, −B) and (A + B, A) are short vectors (a, b) with a + b·λ = 0
  /// modulo r, where A = 2u + 1 and B = 6u² + 2u.
  private static final BigInteger A = new BigInteger("9931322734385697763");

  private static final BigInteger B = new BigInteger("147946756881789319000765030803803410728");

  /// Digits of the signed window form are odd and below 2^4 in absolute value.
  private static final int WINDOW = 5;

  private G1Multiplication() {}

  /// For a scalar below the order and a point that is not infinity.
  static G1 multiply(G1 point, BigInteger scalar) {
    BigInteger c1 = roundedQuotient(scalar.multiply(A));
    BigInteger c2 = roundedQuotient(scalar.multiply(B));
    BigInteger k1 = scalar.subtract(c1.multiply(A)).subtract(c2.multiply(A.add(B)));
    BigInteger k2 = c1.multiply(B).subtract(c2.multiply(A));
    byte[] digits1 = signedWindows(k1);
    byte[] digits2 = signedWindows(k2);
    Jacobian[] multiples1 = oddMultiples(Jacobian.of(point));
    Jacobian[] multiples2 = new Jacobian[multiples1.length];
    for (int i = 0; i < multiples1.length; i++) {
      Jacobian m = multiples1[i];
      multiples2[i] = new Jacobian(m.x().mul(BETA), m.y(), m.z());
    }
    Jacobian sum = Jacobian.INFINITY;
    for (int i = Math.max(digits1.length, digits2.length) - 1; i >= 0; i--) {
      sum = sum.twice();
      sum = addDigit(sum, digits1, i, multiples1);
      sum = addDigit(sum, digits2, i, multiples2);
    }
    return sum.toAffine();
  }

  private static Jacobian addDigit(Jacobian sum, byte[] digits, int at, Jacobian[] multiples) {
    int digit = at < digits.length ? digits[at] : 0;
    if (digit == 0) {
      return sum;
    }
    return sum.add(digit > 0 ? multiples[digit >> 1] : multiples[-digit >> 1].negate());
  }

  private static BigInteger roundedQuotient(BigInteger numerator) {
    return numerator.add(G1.ORDER.shiftRight(1)).divide(G1.ORDER);
  }

  /// The point times 1, 3, 5, … 15.
  private static Jacobian[] oddMultiples(Jacobian point) {
    Jacobian[] multiples = new Jacobian[1 << (WINDOW - 2)];
    Jacobian twice = point.twice();
    multiples[0] = point;
    for (int i = 1; i < multiples.length; i++) {
      multiples[i] = multiples[i - 1].add(twice);
    }
    return multiples;
  }

  /// The width-5 non-adjacent form, least significant digit first.
  private static byte[] signedWindows(BigInteger k) {
    int sign = k.signum();
    BigInteger rest = k.abs();
    byte[] digits = new byte[rest.bitLength() + 1];
    for (int i = 0; rest.signum() != 0; i++) {
      if (rest.testBit(0)) {
        int digit = rest.intValue() & ((1 << WINDOW) - 1);
        digit = digit >= 1 << (WINDOW - 1) ? digit - (1 << WINDOW) : digit;
        digits[i] = (byte) (sign * digit);
        rest = rest.subtract(BigInteger.valueOf(digit));
      }
      rest = rest.shiftRight(1);
    }
    return digits;
  }
}
