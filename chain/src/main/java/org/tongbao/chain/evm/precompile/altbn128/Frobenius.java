package org.tongbao.chain.evm.precompile.altbn128;

import java.math.BigInteger;

/// What raising to the p-th power does: to elements of the towers, and to points of the twist.
final class Frobenius {

  private static final Fp2 NON_RESIDUE = Fp2.of("9", "1");

  /// `GAMMA[i] = ξ^(i·(p − 1)/6)`, for i from 0 to 5.
  static final Fp2[] GAMMA = gammas();

  /// `GAMMA[2]^(p + 1)`, which lies in Fp: what ψ² multiplies x by. (For y it is −1.)
  private static final Fp PSI_SQUARED_X = GAMMA[2].mul(GAMMA[2].conjugate()).c0();

  private Frobenius() {}

  /// ψ: the Frobenius map carried over to the twist. On the subgroup of order r it multiplies by p.
  static G2 psi(G2 q) {
    return new G2(q.x().conjugate().mul(GAMMA[2]), q.y().conjugate().mul(GAMMA[3]));
  }

  /// −ψ².
  static G2 minusPsiSquared(G2 q) {
    return new G2(q.x().mul(PSI_SQUARED_X), q.y());
  }

  private static Fp2[] gammas() {
    BigInteger exponent = Fp.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.valueOf(6));
    Fp2 base = Fp2.ONE;
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      base = base.square();
      base = exponent.testBit(bit) ? base.mul(NON_RESIDUE) : base;
    }
    Fp2[] powers = new Fp2[6];
    powers[0] = Fp2.ONE;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1].mul(base);
    }
    return powers;
  }
}
