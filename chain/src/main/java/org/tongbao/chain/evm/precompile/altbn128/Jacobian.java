package org.tongbao.chain.evm.precompile.altbn128;

/// A point (X/Z², Y/Z³) of y² = x³ + 3; infinity has Z = 0. Formulas: Explicit-Formulas Database,
/// short Weierstrass curves with a = 0, `dbl-2009-l` and `add-2007-bl`.
record Jacobian(Fp x, Fp y, Fp z) {

  static final Jacobian INFINITY = new Jacobian(Fp.ONE, Fp.ONE, Fp.ZERO);

  static Jacobian of(G1 point) {
    return point.isInfinity() ? INFINITY : new Jacobian(point.x(), point.y(), Fp.ONE);
  }

  G1 toAffine() {
    if (z.isZero()) {
      return G1.INFINITY;
    }
    Fp inverse = z.inverse();
    Fp square = inverse.square();
    return new G1(x.mul(square), y.mul(square).mul(inverse));
  }

  Jacobian negate() {
    return new Jacobian(x, y.negate(), z);
  }

  Jacobian twice() {
    Fp a = x.square();
    Fp b = y.square();
    Fp c = b.square();
    Fp d = x.add(b).square().sub(a).sub(c).twice();
    Fp e = a.twice().add(a);
    Fp sumX = e.square().sub(d.twice());
    Fp sumY = e.mul(d.sub(sumX)).sub(c.twice().twice().twice());
    return new Jacobian(sumX, sumY, y.mul(z).twice());
  }

  Jacobian add(Jacobian q) {
    if (z.isZero()) {
      return q;
    }
    if (q.z.isZero()) {
      return this;
    }
    Fp zz1 = z.square();
    Fp zz2 = q.z.square();
    Fp u1 = x.mul(zz2);
    Fp s1 = y.mul(q.z).mul(zz2);
    Fp h = q.x.mul(zz1).sub(u1);
    Fp r = q.y.mul(z).mul(zz1).sub(s1).twice();
    if (h.isZero()) {
      return r.isZero() ? twice() : INFINITY;
    }
    Fp i = h.twice().square();
    Fp j = h.mul(i);
    Fp v = u1.mul(i);
    Fp sumX = r.square().sub(j).sub(v.twice());
    Fp sumY = r.mul(v.sub(sumX)).sub(s1.mul(j).twice());
    return new Jacobian(sumX, sumY, z.mul(q.z).mul(h).twice());
  }
}
