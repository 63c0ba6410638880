package org.tongbao.chain.evm.precompile.altbn128;

/// One pair (P, Q) on its way through Miller's loop: a running multiple T of Q in homogeneous
/// coordinates (X/Z, Y/Z), and the lines through T evaluated at P.
///
/// Formulas: Costello, Lange, Naehrig, "Faster pairing computations on curves with high-degree
/// twists" (PKC 2010) for y² = x³ + b, doubling scaled by 4 to avoid halves. A line through the
/// untwisted points has the form a + b·w + c·w³; factors from Fp2 are dropped, the final
/// exponentiation removes them.
///
/// When T meets ±Q, which happens only outside the subgroup, Z becomes zero and remains so.
final class MillerPoint {

  private static final Fp2 THREE_B = G2.B.twice().add(G2.B);

  private final G1 p;
  private final G2 q;
  private Fp2 x;
  private Fp2 y;
  private Fp2 z = Fp2.ONE;

  /// For a Q that is not infinity. With P at infinity every line counts as one.
  MillerPoint(G1 p, G2 q) {
    this.p = p;
    this.q = q;
    this.x = q.x();
    this.y = q.y();
  }

  G2 q() {
    return q;
  }

  /// T ← 2T; gives f times the tangent at the old T.
  Fp12 twice(Fp12 f) {
    Fp2 b = y.square();
    Fp2 c = z.square();
    Fp2 e = THREE_B.mul(c);
    Fp2 h = y.add(z).square().sub(b).sub(c);
    Fp2 xx = x.square();
    Fp2 xy2 = x.mul(y).twice();
    Fp2 e3 = e.twice().add(e);
    Fp2 eSquare = e.square();
    Fp2 twelveESquare = eSquare.twice().add(eSquare).twice().twice();
    x = xy2.mul(b.sub(e3));
    y = b.add(e3).square().sub(twelveESquare);
    z = b.mul(h).twice().twice();
    return timesLine(f, h.negate(), xx.twice().add(xx), e.sub(b));
  }

  /// T ← T + R; gives f times the line through the old T and R.
  Fp12 add(Fp12 f, G2 r) {
    Fp2 theta = y.sub(r.y().mul(z));
    Fp2 lambda = x.sub(r.x().mul(z));
    Fp2 d = lambda.square();
    Fp2 e = lambda.mul(d);
    Fp2 g = x.mul(d);
    Fp2 h = e.add(z.mul(theta.square())).sub(g.twice());
    x = lambda.mul(h);
    y = theta.mul(g.sub(h)).sub(e.mul(y));
    z = z.mul(e);
    return timesLine(f, lambda, theta.negate(), theta.mul(r.x()).sub(lambda.mul(r.y())));
  }

  /// Whether T is this point (and no addition on the way went wrong).
  boolean isAt(G2 r) {
    return !z.isZero() && x.equals(r.x().mul(z)) && y.equals(r.y().mul(z));
  }

  private Fp12 timesLine(Fp12 f, Fp2 timesY, Fp2 timesX, Fp2 constant) {
    return p.isInfinity() ? f : f.mulByLine(timesY.mul(p.y()), timesX.mul(p.x()), constant);
  }
}
