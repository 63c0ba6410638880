package org.tongbao.chain.evm.precompile.altbn128;

import org.jspecify.annotations.Nullable;

/// A point of the sextic twist y² = x³ + 3/(9 + i) over Fp2, in affine coordinates; infinity is (0,
/// 0).
///
/// A point on the twist need not be in the subgroup of order r; [Pairing] checks that on its way.
public record G2(Fp2 x, Fp2 y) {

  public static final G2 INFINITY = new G2(Fp2.ZERO, Fp2.ZERO);

  /// The generator of EIP-197.
  public static final G2 GENERATOR =
      new G2(
          Fp2.of(
              "10857046999023057135944570762232829481370756359578518086990519993285655852781",
              "11559732032986387107991004021392285783925812861821192530917403151452391805634"),
          Fp2.of(
              "8495653923123431417604973247489272438418190587263600148770280649306958101930",
              "4082367875863433681332203403145435568316851327593401208105741076214120093531"));

  /// Length of an encoded point.
  public static final int BYTES = 128;

  /// The constant of the twist's equation.
  static final Fp2 B = Fp2.of("3", "0").mul(Fp2.of("9", "1").inverse());

  /// Reads x and y; of each the coefficient of i comes first (EIP-197). Null when a coordinate is
  /// not below p or the point is not on the twist.
  public static @Nullable G2 fromBytes(byte[] source, int offset) {
    Fp x1 = Fp.fromBytes(source, offset);
    Fp x0 = Fp.fromBytes(source, offset + 32);
    Fp y1 = Fp.fromBytes(source, offset + 64);
    Fp y0 = Fp.fromBytes(source, offset + 96);
    if (x1 == null || x0 == null || y1 == null || y0 == null) {
      return null;
    }
    G2 point = new G2(new Fp2(x0, x1), new Fp2(y0, y1));
    return point.isInfinity() || point.isOnCurve() ? point : null;
  }

  public boolean isInfinity() {
    return x.isZero() && y.isZero();
  }

  /// Whether the twist's equation holds; false for infinity.
  public boolean isOnCurve() {
    return y.square().equals(x.square().mul(x).add(B));
  }
}
