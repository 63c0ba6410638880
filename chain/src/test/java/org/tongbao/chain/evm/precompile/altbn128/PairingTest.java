package org.tongbao.chain.evm.precompile.altbn128;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.chain.evm.precompile.altbn128.Pairing.Product.NOT_ONE;
import static org.tongbao.chain.evm.precompile.altbn128.Pairing.Product.ONE;
import static org.tongbao.chain.evm.precompile.altbn128.Pairing.Product.OUTSIDE_SUBGROUP;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.evm.precompile.altbn128.Pairing.Product;

/// Any map that is bilinear and not degenerate gives one for exactly the same products, since the
/// groups are of prime order. So these laws are the whole specification.
class PairingTest {

  private final SplittableRandom random = new SplittableRandom(197);

  @Test
  void isBilinear() {
    for (int i = 0; i < 15; i++) {
      BigInteger a = Samples.number(random, 256).mod(G1.ORDER);
      BigInteger b = Samples.number(random, 256).mod(G1.ORDER);
      G1 p = Samples.g1(random);
      G2 q = Samples.g2(random);
      G1 minusAbP = p.multiply(a.multiply(b)).negate();
      assertThat(product(p.multiply(a), Samples.multiply(q, b), minusAbP, q)).isEqualTo(ONE);
      assertThat(product(p.multiply(a), Samples.multiply(q, b), minusAbP.negate(), q))
          .isEqualTo(NOT_ONE);
    }
  }

  @Test
  void isLinearInBothArguments() {
    G1 p1 = Samples.g1(random);
    G1 p2 = Samples.g1(random);
    G2 q1 = Samples.g2(random);
    G2 q2 = Samples.g2(random);
    assertThat(Pairing.product(List.of(p1, p2, p1.add(p2).negate()), List.of(q1, q1, q1)))
        .isEqualTo(ONE);
    assertThat(
            Pairing.product(
                List.of(p1, p1, p1), List.of(q1, q2, Samples.negate(Samples.add(q1, q2)))))
        .isEqualTo(ONE);
  }

  @Test
  void isNotDegenerate() {
    for (int i = 0; i < 5; i++) {
      assertThat(Pairing.product(List.of(Samples.g1(random)), List.of(Samples.g2(random))))
          .isEqualTo(NOT_ONE);
    }
  }

  @Test
  void takesInfinityAsOne() {
    G1 p = G1.GENERATOR;
    G2 q = G2.GENERATOR;
    assertThat(Pairing.product(List.of(), List.of())).isEqualTo(ONE);
    assertThat(Pairing.product(List.of(G1.INFINITY), List.of(q))).isEqualTo(ONE);
    assertThat(Pairing.product(List.of(p), List.of(G2.INFINITY))).isEqualTo(ONE);
    assertThat(product(G1.INFINITY, G2.INFINITY, p, q)).isEqualTo(NOT_ONE);
  }

  @Test
  void refusesPointsOutsideTheSubgroup() {
    for (int i = 0; i < 10; i++) {
      G2 stray = Samples.anyOfTwist(random);
      assertThat(stray.isOnCurve()).isTrue();
      G2 ofCofactorOrder = Samples.multiply(stray, G1.ORDER);
      assertThat(ofCofactorOrder.isInfinity()).isFalse();
      for (G2 outside :
          List.of(stray, ofCofactorOrder, Samples.add(ofCofactorOrder, G2.GENERATOR))) {
        assertThat(Pairing.product(List.of(G1.GENERATOR), List.of(outside)))
            .isEqualTo(OUTSIDE_SUBGROUP);
        assertThat(product(G1.GENERATOR, G2.GENERATOR, G1.INFINITY, outside))
            .isEqualTo(OUTSIDE_SUBGROUP);
      }
      BigInteger cofactor = Fp.MODULUS.shiftLeft(1).subtract(G1.ORDER);
      assertThat(Pairing.product(List.of(G1.INFINITY), List.of(Samples.multiply(stray, cofactor))))
          .isEqualTo(ONE);
    }
  }

  @Test
  void readsOnlyPointsOfTheTwist() {
    byte[] bytes = new byte[G2.BYTES];
    assertThat(G2.fromBytes(bytes, 0)).isEqualTo(G2.INFINITY);
    G2 g = G2.GENERATOR;
    g.x().c1().writeTo(bytes, 0);
    g.x().c0().writeTo(bytes, 32);
    g.y().c1().writeTo(bytes, 64);
    g.y().c0().writeTo(bytes, 96);
    assertThat(G2.fromBytes(bytes, 0)).isEqualTo(g);
    bytes[127]++;
    assertThat(G2.fromBytes(bytes, 0)).isNull();
  }

  private static Product product(G1 p1, G2 q1, G1 p2, G2 q2) {
    return Pairing.product(List.of(p1, p2), List.of(q1, q2));
  }
}
