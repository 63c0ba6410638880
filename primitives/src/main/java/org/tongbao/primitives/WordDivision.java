package org.tongbao.primitives;

import java.math.BigInteger;

/// Unsigned division of words.
final class WordDivision {

  private WordDivision() {}

  static void div(long[] w, int a, int b) {
    BigInteger divisor = get(w, b);
    put(w, b, divisor.signum() == 0 ? divisor : get(w, a).divide(divisor));
  }

  static void mod(long[] w, int a, int b) {
    reduce(w, get(w, a), b);
  }

  static void addMod(long[] w, int a, int b, int n) {
    reduce(w, get(w, a).add(get(w, b)), n);
  }

  static void mulMod(long[] w, int a, int b, int n) {
    reduce(w, get(w, a).multiply(get(w, b)), n);
  }

  private static void reduce(long[] w, BigInteger value, int n) {
    BigInteger modulus = get(w, n);
    put(w, n, modulus.signum() == 0 ? modulus : value.mod(modulus));
  }

  private static BigInteger get(long[] w, int at) {
    byte[] bytes = new byte[32];
    Words.store(w, at, bytes, 0);
    return new BigInteger(1, bytes);
  }

  private static void put(long[] w, int at, BigInteger value) {
    for (int i = 0; i < 4; i++) {
      w[at + i] = value.shiftRight(64 * i).longValue();
    }
  }
}
