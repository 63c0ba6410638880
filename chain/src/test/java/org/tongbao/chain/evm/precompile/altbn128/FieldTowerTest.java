package org.tongbao.chain.evm.precompile.altbn128;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FieldTowerTest {

  private final SplittableRandom random = new SplittableRandom(254);

  @Test
  void calculatesInFpAsBigIntegerDoes() {
    List<BigInteger> values = new ArrayList<>(Samples.EDGES);
    for (int i = 0; i < 100; i++) {
      values.add(Samples.number(random, 256).mod(Fp.MODULUS));
    }
    for (BigInteger a : values) {
      Fp x = Fp.of(a);
      assertThat(x.toBigInteger()).isEqualTo(a);
      assertThat(x.square().toBigInteger()).isEqualTo(a.multiply(a).mod(Fp.MODULUS));
      assertThat(x.negate().toBigInteger()).isEqualTo(a.negate().mod(Fp.MODULUS));
      assertThat(x.inverse().toBigInteger())
          .isEqualTo(a.signum() == 0 ? a : a.modInverse(Fp.MODULUS));
      for (BigInteger b : values) {
        Fp y = Fp.of(b);
        assertThat(x.add(y).toBigInteger()).isEqualTo(a.add(b).mod(Fp.MODULUS));
        assertThat(x.sub(y).toBigInteger()).isEqualTo(a.subtract(b).mod(Fp.MODULUS));
        assertThat(x.mul(y).toBigInteger()).isEqualTo(a.multiply(b).mod(Fp.MODULUS));
      }
    }
  }

  @Test
  void readsOnlyNumbersBelowTheModulus() {
    byte[] bytes = new byte[32];
    Fp.of(Fp.MODULUS.subtract(BigInteger.ONE)).writeTo(bytes, 0);
    assertThat(Fp.fromBytes(bytes, 0)).isEqualTo(Fp.ONE.negate());
    bytes[31]++;
    assertThat(Fp.fromBytes(bytes, 0)).isNull();
    bytes[0] = (byte) 0xff;
    assertThat(Fp.fromBytes(bytes, 0)).isNull();
  }

  @Test
  void multipliesInTheTowerAsPolynomialsDo() {
    for (int i = 0; i < 50; i++) {
      Fp12 a = Samples.fp12(random);
      Fp12 b = Samples.fp12(random);
      Polynomial product = Polynomial.of(a).mul(Polynomial.of(b));
      assertThat(Polynomial.of(a.mul(b))).isEqualTo(product);
      assertThat(a.square()).isEqualTo(a.mul(a));
      assertThat(a.mul(a.inverse())).isEqualTo(Fp12.ONE);
    }
  }

  @Test
  void multipliesByLinesAsByAnyElement() {
    for (int i = 0; i < 20; i++) {
      Fp12 f = Samples.fp12(random);
      Fp2 a = Samples.fp2(random);
      Fp2 b = Samples.fp2(random);
      Fp2 c = Samples.fp2(random);
      Fp12 line = new Fp12(new Fp6(a, Fp2.ZERO, Fp2.ZERO), new Fp6(b, c, Fp2.ZERO));
      assertThat(f.mulByLine(a, b, c)).isEqualTo(f.mul(line));
    }
  }

  @Test
  void raisesToTheModulusByTheFrobeniusMap() {
    Fp12 f = Samples.fp12(random);
    assertThat(Polynomial.of(f.frobenius())).isEqualTo(Polynomial.of(f).power(Fp.MODULUS));
    Fp12 sixTimes = f;
    for (int i = 0; i < 6; i++) {
      sixTimes = sixTimes.frobenius();
    }
    assertThat(sixTimes).isEqualTo(f.conjugate());
  }

  @Test
  void squaresCyclotomicElementsAsAnyElement() {
    for (int i = 0; i < 20; i++) {
      Fp12 f = Samples.fp12(random);
      Fp12 easy = f.conjugate().mul(f.inverse());
      Fp12 cyclotomic = easy.frobenius().frobenius().mul(easy);
      assertThat(cyclotomic.cyclotomicSquare()).isEqualTo(cyclotomic.square());
      assertThat(cyclotomic.mul(cyclotomic.conjugate())).isEqualTo(Fp12.ONE);
    }
  }
}
