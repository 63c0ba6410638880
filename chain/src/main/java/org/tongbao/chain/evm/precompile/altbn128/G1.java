package org.tongbao.chain.evm.precompile.altbn128;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A point of the curve y² = x³ + 3 over Fp, in affine coordinates; the point at infinity is (0,
/// 0), as EIP-196 encodes it. The whole curve has prime order [#ORDER], so every point is in the
/// group.
public record G1(Fp x, Fp y) {

  /// The prime order r of the groups.
  public static final BigInteger ORDER =
      new BigInteger("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001", 16);

  public static final G1 INFINITY = new G1(Fp.ZERO, Fp.ZERO);
  public static final G1 GENERATOR = new G1(Fp.ONE, Fp.ONE.twice());

  /// Length of an encoded point.
  public static final int BYTES = 64;

  private static final Fp THREE = Fp.of(BigInteger.valueOf(3));

  /// Reads x and y, 32 big-endian bytes each; null when a coordinate is not below p or the point is
  /// not on the curve.
  public static @Nullable G1 fromBytes(byte[] source, int offset) {
    Fp x = Fp.fromBytes(source, offset);
    Fp y = Fp.fromBytes(source, offset + 32);
    if (x == null || y == null) {
      return null;
    }
    G1 point = new G1(x, y);
    return point.isInfinity() || point.isOnCurve() ? point : null;
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    x.writeTo(bytes, 0);
    y.writeTo(bytes, 32);
    return bytes;
  }

  public boolean isInfinity() {
    return x.isZero() && y.isZero();
  }

  /// Whether the equation holds; false for infinity.
  public boolean isOnCurve() {
    return y.square().equals(x.square().mul(x).add(THREE));
  }

  public G1 negate() {
    return new G1(x, y.negate());
  }

  /// The sum, by the chord and tangent rule: one inversion.
  public G1 add(G1 b) {
    if (isInfinity()) {
      return b;
    }
    if (b.isInfinity()) {
      return this;
    }
    if (!x.equals(b.x)) {
      return chord(b, b.y.sub(y).mul(b.x.sub(x).inverse()));
    }
    if (!y.equals(b.y)) {
      return INFINITY; // Same x, other y: one is the negative of the other. No point has y = 0.
    }
    Fp square = x.square();
    return chord(b, square.twice().add(square).mul(y.twice().inverse()));
  }

  private G1 chord(G1 b, Fp slope) {
    Fp sumX = slope.square().sub(x).sub(b.x);
    return new G1(sumX, slope.mul(x.sub(sumX)).sub(y));
  }

  /// This point added to itself `scalar` times, for any scalar that is not negative.
  public G1 multiply(BigInteger scalar) {
    return isInfinity() ? INFINITY : G1Multiplication.multiply(this, scalar.mod(ORDER));
  }
}
