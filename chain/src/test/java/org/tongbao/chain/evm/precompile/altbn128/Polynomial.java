package org.tongbao.chain.evm.precompile.altbn128;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// Fp12 from the textbook, as slow as it is plain: polynomials in w modulo w¹² − 18·w⁶ + 82 with
/// BigInteger coefficients, where i is w⁶ − 9.
record Polynomial(List<BigInteger> coefficients) {

  static Polynomial of(Fp12 value) {
    return of(value.c0(), 0).add(of(value.c1(), 1));
  }

  /// The element times w^power; v is w².
  static Polynomial of(Fp6 value, int power) {
    return of(value.c0(), power).add(of(value.c1(), power + 2)).add(of(value.c2(), power + 4));
  }

  static Polynomial of(Fp2 value, int power) {
    BigInteger imaginary = value.c1().toBigInteger();
    BigInteger[] c = zeros(12);
    c[power] = value.c0().toBigInteger().subtract(imaginary.multiply(BigInteger.valueOf(9)));
    c[power + 6] = imaginary;
    return reduced(c);
  }

  Polynomial add(Polynomial b) {
    BigInteger[] sum = new BigInteger[12];
    Arrays.setAll(sum, i -> coefficients.get(i).add(b.coefficients.get(i)));
    return reduced(sum);
  }

  Polynomial mul(Polynomial b) {
    BigInteger[] product = zeros(23);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        product[i + j] = product[i + j].add(coefficients.get(i).multiply(b.coefficients.get(j)));
      }
    }
    for (int i = 22; i >= 12; i--) { // w¹² = 18·w⁶ − 82
      product[i - 6] = product[i - 6].add(product[i].multiply(BigInteger.valueOf(18)));
      product[i - 12] = product[i - 12].subtract(product[i].multiply(BigInteger.valueOf(82)));
    }
    return reduced(Arrays.copyOf(product, 12));
  }

  Polynomial power(BigInteger exponent) {
    Polynomial result = of(Fp12.ONE);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      result = result.mul(result);
      result = exponent.testBit(bit) ? result.mul(this) : result;
    }
    return result;
  }

  private static Polynomial reduced(BigInteger[] c) {
    Arrays.setAll(c, i -> c[i].mod(Fp.MODULUS));
    return new Polynomial(List.of(c));
  }

  private static BigInteger[] zeros(int length) {
    BigInteger[] c = new BigInteger[length];
    Arrays.fill(c, BigInteger.ZERO);
    return c;
  }
}
