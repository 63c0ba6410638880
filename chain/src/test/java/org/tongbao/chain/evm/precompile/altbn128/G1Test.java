package org.tongbao.chain.evm.precompile.altbn128;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

class G1Test {

  private static final ECCurve CURVE =
      new ECCurve.Fp(Fp.MODULUS, BigInteger.ZERO, BigInteger.valueOf(3), G1.ORDER, BigInteger.ONE);

  private final SplittableRandom random = new SplittableRandom(196);

  @Test
  void addsAsBouncyCastleDoes() {
    List<G1> points = new ArrayList<>(List.of(G1.INFINITY, G1.GENERATOR, G1.GENERATOR.negate()));
    for (int i = 0; i < 20; i++) {
      points.add(Samples.g1(random));
    }
    for (G1 a : points) {
      for (G1 b : points) {
        assertThat(a.add(b)).isEqualTo(from(to(a).add(to(b))));
      }
      assertThat(a.add(a.negate())).isEqualTo(G1.INFINITY);
    }
  }

  @Test
  void multipliesAsBouncyCastleDoes() {
    List<BigInteger> scalars = new ArrayList<>(Samples.EDGES);
    scalars.add(G1.ORDER);
    scalars.add(G1.ORDER.subtract(BigInteger.ONE));
    scalars.add(G1.ORDER.add(BigInteger.ONE));
    scalars.add(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    for (int bits = 1; bits <= 256; bits += 5) {
      scalars.add(Samples.number(random, bits));
    }
    G1 point = Samples.g1(random);
    for (BigInteger scalar : scalars) {
      assertThat(point.multiply(scalar)).isEqualTo(from(to(point).multiply(scalar)));
      assertThat(G1.INFINITY.multiply(scalar)).isEqualTo(G1.INFINITY);
    }
  }

  @Test
  void distributesMultiplicationOverAddition() {
    for (int i = 0; i < 50; i++) {
      BigInteger k = Samples.number(random, 256);
      G1 a = Samples.g1(random);
      G1 b = Samples.g1(random);
      assertThat(a.add(b).multiply(k)).isEqualTo(a.multiply(k).add(b.multiply(k)));
    }
  }

  @Test
  void readsOnlyPointsOfTheCurve() {
    byte[] bytes = G1.GENERATOR.toBytes();
    assertThat(G1.fromBytes(bytes, 0)).isEqualTo(G1.GENERATOR);
    bytes[63]++;
    assertThat(G1.fromBytes(bytes, 0)).isNull();
    assertThat(G1.fromBytes(new byte[64], 0)).isEqualTo(G1.INFINITY);
  }

  private static ECPoint to(G1 point) {
    return point.isInfinity()
        ? CURVE.getInfinity()
        : CURVE.createPoint(point.x().toBigInteger(), point.y().toBigInteger());
  }

  private static G1 from(ECPoint point) {
    ECPoint affine = point.normalize();
    return affine.isInfinity()
        ? G1.INFINITY
        : new G1(
            Fp.of(affine.getAffineXCoord().toBigInteger()),
            Fp.of(affine.getAffineYCoord().toBigInteger()));
  }
}
