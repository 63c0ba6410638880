package org.tongbao.chain.evm.precompile.altbn128;

import java.math.BigInteger;

/// An element `c0 + c1·i` of the quadratic extension `Fp[i] / (i² + 1)`.
public record Fp2(Fp c0, Fp c1) {

  public static final Fp2 ZERO = new Fp2(Fp.ZERO, Fp.ZERO);
  public static final Fp2 ONE = new Fp2(Fp.ONE, Fp.ZERO);

  /// From decimal texts, as the constants of the EIPs are written.
  static Fp2 of(String c0, String c1) {
    return new Fp2(Fp.of(new BigInteger(c0)), Fp.of(new BigInteger(c1)));
  }

  public boolean isZero() {
    return c0.isZero() && c1.isZero();
  }

  public Fp2 add(Fp2 b) {
    return new Fp2(c0.add(b.c0), c1.add(b.c1));
  }

  public Fp2 sub(Fp2 b) {
    return new Fp2(c0.sub(b.c0), c1.sub(b.c1));
  }

  public Fp2 negate() {
    return new Fp2(c0.negate(), c1.negate());
  }

  public Fp2 twice() {
    return add(this);
  }

  public Fp2 conjugate() {
    return new Fp2(c0, c1.negate());
  }

  /// Karatsuba: three base multiplications.
  public Fp2 mul(Fp2 b) {
    Fp low = c0.mul(b.c0);
    Fp high = c1.mul(b.c1);
    Fp cross = c0.add(c1).mul(b.c0.add(b.c1));
    return new Fp2(low.sub(high), cross.sub(low).sub(high));
  }

  public Fp2 mul(Fp b) {
    return new Fp2(c0.mul(b), c1.mul(b));
  }

  public Fp2 square() {
    return new Fp2(c0.add(c1).mul(c0.sub(c1)), c0.mul(c1).twice());
  }

  /// Times ξ = 9 + i, the non-residue the next extension is built on.
  public Fp2 mulByNonResidue() {
    Fp nine0 = c0.twice().twice().twice().add(c0);
    Fp nine1 = c1.twice().twice().twice().add(c1);
    return new Fp2(nine0.sub(c1), nine1.add(c0));
  }

  /// The multiplicative inverse; zero for zero.
  public Fp2 inverse() {
    Fp norm = c0.square().add(c1.square()).inverse();
    return new Fp2(c0.mul(norm), c1.mul(norm).negate());
  }
}
