package org.tongbao.chain.evm.precompile.altbn128;

/// An element `c0 + c1·v + c2·v²` of the cubic extension `Fp2[v] / (v³ − ξ)`.
record Fp6(Fp2 c0, Fp2 c1, Fp2 c2) {

  static final Fp6 ZERO = new Fp6(Fp2.ZERO, Fp2.ZERO, Fp2.ZERO);
  static final Fp6 ONE = new Fp6(Fp2.ONE, Fp2.ZERO, Fp2.ZERO);

  Fp6 add(Fp6 b) {
    return new Fp6(c0.add(b.c0), c1.add(b.c1), c2.add(b.c2));
  }

  Fp6 sub(Fp6 b) {
    return new Fp6(c0.sub(b.c0), c1.sub(b.c1), c2.sub(b.c2));
  }

  Fp6 negate() {
    return new Fp6(c0.negate(), c1.negate(), c2.negate());
  }

  Fp6 twice() {
    return add(this);
  }

  /// Karatsuba: six multiplications in Fp2.
  Fp6 mul(Fp6 b) {
    Fp2 t0 = c0.mul(b.c0);
    Fp2 t1 = c1.mul(b.c1);
    Fp2 t2 = c2.mul(b.c2);
    Fp2 t12 = c1.add(c2).mul(b.c1.add(b.c2)).sub(t1).sub(t2);
    Fp2 t01 = c0.add(c1).mul(b.c0.add(b.c1)).sub(t0).sub(t1);
    Fp2 t02 = c0.add(c2).mul(b.c0.add(b.c2)).sub(t0).sub(t2);
    return new Fp6(t0.add(t12.mulByNonResidue()), t01.add(t2.mulByNonResidue()), t02.add(t1));
  }

  /// Times `b0 + b1·v`: five multiplications in Fp2.
  Fp6 mulBy01(Fp2 b0, Fp2 b1) {
    Fp2 t0 = c0.mul(b0);
    Fp2 t1 = c1.mul(b1);
    Fp2 t12 = c1.add(c2).mul(b1).sub(t1);
    Fp2 t02 = c0.add(c2).mul(b0).sub(t0);
    Fp2 t01 = c0.add(c1).mul(b0.add(b1)).sub(t0).sub(t1);
    return new Fp6(t0.add(t12.mulByNonResidue()), t01, t02.add(t1));
  }

  Fp6 mul(Fp2 b) {
    return new Fp6(c0.mul(b), c1.mul(b), c2.mul(b));
  }

  /// Times v.
  Fp6 mulByV() {
    return new Fp6(c2.mulByNonResidue(), c0, c1);
  }

  Fp6 inverse() {
    Fp2 a = c0.square().sub(c1.mul(c2).mulByNonResidue());
    Fp2 b = c2.square().mulByNonResidue().sub(c0.mul(c1));
    Fp2 c = c1.square().sub(c0.mul(c2));
    Fp2 norm = c0.mul(a).add(c2.mul(b).add(c1.mul(c)).mulByNonResidue()).inverse();
    return new Fp6(a.mul(norm), b.mul(norm), c.mul(norm));
  }
}
