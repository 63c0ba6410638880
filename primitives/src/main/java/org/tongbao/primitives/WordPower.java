package org.tongbao.primitives;

/// Powers of words.
final class WordPower {

  private WordPower() {}

  /// `a` to the power `b`, modulo 2^256, left at `b`; squares once for each bit of the exponent.
  static void exp(long[] w, int a, int b) {
    long e0 = w[b];
    long e1 = w[b + 1];
    long e2 = w[b + 2];
    long e3 = w[b + 3];
    int bits = Words.bitLength(w, b);
    if (bits == 0) {
      Words.set(w, b, 1);
      return;
    }
    if ((w[a] & 1) == 0 && evenBase(w, a, b, e0, bits)) {
      return;
    }
    copy(w, a, b);
    for (int i = bits - 2; i >= 0; i--) {
      Words.mul(w, b, b);
      long limb =
          switch (i >>> 6) {
            case 0 -> e0;
            case 1 -> e1;
            case 2 -> e2;
            default -> e3;
          };
      if ((limb >>> i & 1) != 0) {
        Words.mul(w, a, b);
      }
    }
  }

  /// The even bases that need no multiplication: exponents of 256 and more, and powers of two.
  private static boolean evenBase(long[] w, int a, int b, long exponent, int exponentBits) {
    int bits = Words.bitLength(w, a);
    if (exponentBits > 8 || bits == 0) {
      Words.set(w, b, 0);
      return true;
    }
    int ones =
        Long.bitCount(w[a])
            + Long.bitCount(w[a + 1])
            + Long.bitCount(w[a + 2])
            + Long.bitCount(w[a + 3]);
    if (ones > 1) {
      return false;
    }
    Words.set(w, b, 1);
    WordShifts.left(w, b, (int) Math.min(256, (bits - 1) * exponent));
    return true;
  }

  private static void copy(long[] w, int from, int to) {
    w[to] = w[from];
    w[to + 1] = w[from + 1];
    w[to + 2] = w[from + 2];
    w[to + 3] = w[from + 3];
  }
}
