package org.tongbao.chain.evm.precompile.altbn128;

import java.util.ArrayList;
import java.util.List;

/// The product of optimal ate pairings, compared with one: what EIP-197 asks for.
///
/// All pairs share the squarings of one Miller loop over 6u + 2 and one final exponentiation. The
/// loop ends with T = (6u + 2)·Q + ψ(Q) − ψ²(Q), and Q is of order r exactly when T = −ψ³(Q): the
/// norm of 6u + 2 + ψ − ψ² + ψ³ has the greatest common divisor r with the order of the twist. So
/// the subgroup check costs one comparison.
public final class Pairing {

  /// What the check says.
  public enum Product {
    ONE,
    NOT_ONE,
    /// A point of the twist is not of order r.
    OUTSIDE_SUBGROUP
  }

  /// 6u + 2 for u = 4965661367192848881 in non-adjacent form, most significant digit first.
  private static final String LOOP =
      "+0-0+000-0-000-0+0-00-00000+00-0+00-0000-0+000-0-00+000-00-0+0+000";

  /// u in non-adjacent form, most significant digit first.
  private static final String PARAMETER =
      "+000+0+00-0+0+0-00+0+0-0-0-0+000+00+0+0+0-0+00+0000+0+0000-000+";

  private Pairing() {}

  /// Takes points that are on their curves; the lists are of the same length. The empty product is
  /// one.
  public static Product product(List<G1> ps, List<G2> qs) {
    List<MillerPoint> points = new ArrayList<>(ps.size());
    for (int i = 0; i < ps.size(); i++) {
      if (!qs.get(i).isInfinity()) {
        points.add(new MillerPoint(ps.get(i), qs.get(i)));
      }
    }
    Fp12 f = millerLoop(points);
    for (MillerPoint point : points) {
      if (!point.isAt(Frobenius.psi(Frobenius.minusPsiSquared(point.q())))) {
        return Product.OUTSIDE_SUBGROUP;
      }
    }
    return finalExponentiation(f).isOne() ? Product.ONE : Product.NOT_ONE;
  }

  private static Fp12 millerLoop(List<MillerPoint> points) {
    Fp12 f = Fp12.ONE;
    for (int i = 1; i < LOOP.length(); i++) {
      f = f.square();
      char digit = LOOP.charAt(i);
      for (MillerPoint point : points) {
        f = point.twice(f);
        if (digit != '0') {
          G2 q = point.q();
          f = point.add(f, digit == '+' ? q : new G2(q.x(), q.y().negate()));
        }
      }
    }
    for (MillerPoint point : points) {
      f = point.add(f, Frobenius.psi(point.q()));
      f = point.add(f, Frobenius.minusPsiSquared(point.q()));
    }
    return f;
  }

  /// A power of f that is one exactly when the pairing is: the exponent is (p¹² − 1)/r times a
  /// number prime to r (Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, "Faster hashing to G2", SAC
  /// 2011).
  private static Fp12 finalExponentiation(Fp12 f) {
    Fp12 easy = f.conjugate().mul(f.inverse());
    Fp12 m = easy.frobenius().frobenius().mul(easy);
    Fp12 m2u = power(m).cyclotomicSquare();
    Fp12 m6u = m2u.cyclotomicSquare().mul(m2u);
    Fp12 m6u2 = power(m6u);
    Fp12 m12u3 = power(m6u2.cyclotomicSquare());
    Fp12 a = m12u3.mul(m6u2).mul(m6u);
    Fp12 b = a.mul(m2u.conjugate());
    // (a · m^6u² · m) · b^p · a^p² · (b / m)^p³, by Horner's rule in the Frobenius map.
    Fp12 result = b.mul(m.conjugate()).frobenius();
    result = result.mul(a).frobenius();
    result = result.mul(b).frobenius();
    return result.mul(a).mul(m6u2).mul(m);
  }

  /// The u-th power of an element of the cyclotomic subgroup.
  private static Fp12 power(Fp12 m) {
    Fp12 inverse = m.conjugate();
    Fp12 result = m;
    for (int i = 1; i < PARAMETER.length(); i++) {
      result = result.cyclotomicSquare();
      char digit = PARAMETER.charAt(i);
      if (digit != '0') {
        result = result.mul(digit == '+' ? m : inverse);
      }
    }
    return result;
  }
}
