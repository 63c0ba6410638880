package org.tongbao.chain.evm.precompile.altbn128;

/// An element `c0 + c1·w` of the extension `Fp6[w] / (w² − v)`: where pairings live.
record Fp12(Fp6 c0, Fp6 c1) {

  static final Fp12 ONE = new Fp12(Fp6.ONE, Fp6.ZERO);

  boolean isOne() {
    return equals(ONE);
  }

  Fp12 mul(Fp12 b) {
    Fp6 low = c0.mul(b.c0);
    Fp6 high = c1.mul(b.c1);
    Fp6 cross = c0.add(c1).mul(b.c0.add(b.c1));
    return new Fp12(low.add(high.mulByV()), cross.sub(low).sub(high));
  }

  /// Complex squaring: two multiplications in Fp6.
  Fp12 square() {
    Fp6 product = c0.mul(c1);
    Fp6 sum = c0.add(c1).mul(c0.add(c1.mulByV()));
    return new Fp12(sum.sub(product).sub(product.mulByV()), product.twice());
  }

  /// Times the line `a + b·w + c·w³`.
  Fp12 mulByLine(Fp2 a, Fp2 b, Fp2 c) {
    Fp6 low = c0.mul(a);
    Fp6 high = c1.mulBy01(b, c);
    Fp6 cross = c0.add(c1).mulBy01(a.add(b), c);
    return new Fp12(low.add(high.mulByV()), cross.sub(low).sub(high));
  }

  /// The p^6 power, which is also the inverse of an element of norm one.
  Fp12 conjugate() {
    return new Fp12(c0, c1.negate());
  }

  Fp12 inverse() {
    Fp6 norm = c0.mul(c0).sub(c1.mul(c1).mulByV()).inverse();
    return new Fp12(c0.mul(norm), c1.mul(norm).negate());
  }

  /// The p-th power.
  Fp12 frobenius() {
    return new Fp12(
        new Fp6(
            c0.c0().conjugate(),
            c0.c1().conjugate().mul(Frobenius.GAMMA[2]),
            c0.c2().conjugate().mul(Frobenius.GAMMA[4])),
        new Fp6(
            c1.c0().conjugate().mul(Frobenius.GAMMA[1]),
            c1.c1().conjugate().mul(Frobenius.GAMMA[3]),
            c1.c2().conjugate().mul(Frobenius.GAMMA[5])));
  }

  /// The square of an element of the cyclotomic subgroup (where conjugation inverts): Granger and
  /// Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions", §3.2.
  Fp12 cyclotomicSquare() {
    // The element as three elements of Fp4: (c00, c11), (c10, c02), (c01, c12).
    Fp2 a0 = c0.c0();
    Fp2 a1 = c1.c1();
    Fp2 b0 = c1.c0();
    Fp2 b1 = c0.c2();
    Fp2 d0 = c0.c1();
    Fp2 d1 = c1.c2();
    Fp2 aa0 = squareLow(a0, a1);
    Fp2 aa1 = a0.mul(a1).twice();
    Fp2 bb0 = squareLow(b0, b1);
    Fp2 bb1 = b0.mul(b1).twice();
    Fp2 dd0 = squareLow(d0, d1);
    Fp2 dd1 = d0.mul(d1).twice().mulByNonResidue();
    return new Fp12(
        new Fp6(threeMinusTwo(aa0, a0), threeMinusTwo(bb0, d0), threeMinusTwo(dd0, b1)),
        new Fp6(threePlusTwo(dd1, b0), threePlusTwo(aa1, a1), threePlusTwo(bb1, d1)));
  }

  /// The part of `(x + y·s)²` without s: x² + ξ·y², by one multiplication less.
  private static Fp2 squareLow(Fp2 x, Fp2 y) {
    return x.square().add(y.square().mulByNonResidue());
  }

  private static Fp2 threeMinusTwo(Fp2 square, Fp2 x) {
    return square.sub(x).twice().add(square);
  }

  private static Fp2 threePlusTwo(Fp2 square, Fp2 x) {
    return square.add(x).twice().add(square);
  }
}
