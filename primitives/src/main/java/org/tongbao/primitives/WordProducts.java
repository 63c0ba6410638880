package org.tongbao.primitives;

import static org.tongbao.primitives.Limbs.below;

/// Products and powers of words.
final class WordProducts {

  private WordProducts() {}

  /// `a * b` modulo 2^256, left at `b`; `a` stays, and may be `b`.
  static void mul(long[] w, int a, int b) {
    long a0 = w[a];
    long a1 = w[a + 1];
    long a2 = w[a + 2];
    long b0 = w[b];
    long b1 = w[b + 1];
    long b2 = w[b + 2];
    // Row a0.
    long r1 = a0 * b1;
    long high = Math.unsignedMultiplyHigh(a0, b0);
    long t = r1 + high;
    high = Math.unsignedMultiplyHigh(a0, b1) + below(t, r1);
    r1 = t;
    long r2 = a0 * b2;
    t = r2 + high;
    high = Math.unsignedMultiplyHigh(a0, b2) + below(t, r2);
    r2 = t;
    long r3 = a0 * w[b + 3] + high;
    // Row a1.
    long low = a1 * b0;
    t = r1 + low;
    high = Math.unsignedMultiplyHigh(a1, b0) + below(t, low);
    r1 = t;
    low = a1 * b1;
    t = low + high;
    high = Math.unsignedMultiplyHigh(a1, b1) + below(t, low);
    r2 += t;
    high += below(r2, t);
    r3 += a1 * b2 + high;
    // Rows a2 and a3.
    low = a2 * b0;
    r2 += low;
    r3 += Math.unsignedMultiplyHigh(a2, b0) + below(r2, low) + a2 * b1 + w[a + 3] * b0;
    w[b] = a0 * b0;
    w[b + 1] = r1;
    w[b + 2] = r2;
    w[b + 3] = r3;
  }

  /// The 512-bit product of two words: its low half replaces `a`, its high half `b`.
  static void mulWide(long[] w, int a, int b) {
    long b0 = w[b];
    long b1 = w[b + 1];
    long b2 = w[b + 2];
    long b3 = w[b + 3];
    long c0 = 0;
    long c1 = 0;
    long c2 = 0;
    long c3 = 0;
    for (int i = 0; i < 4; i++) {
      long x = w[a + i];
      // c + x * b, of which the lowest limb is final.
      long low = x * b0;
      long sum = low + c0;
      long high = Math.unsignedMultiplyHigh(x, b0) + below(sum, low);
      w[a + i] = sum;
      low = x * b1 + high;
      high = Math.unsignedMultiplyHigh(x, b1) + below(low, high);
      c0 = low + c1;
      high += below(c0, low);
      low = x * b2 + high;
      high = Math.unsignedMultiplyHigh(x, b2) + below(low, high);
      c1 = low + c2;
      high += below(c1, low);
      low = x * b3 + high;
      high = Math.unsignedMultiplyHigh(x, b3) + below(low, high);
      c2 = low + c3;
      c3 = high + below(c2, low);
    }
    w[b] = c0;
    w[b + 1] = c1;
    w[b + 2] = c2;
    w[b + 3] = c3;
  }

  /// `a` to the power `b`, modulo 2^256, left at `b`; squares once for each bit of the exponent.
  static void exp(long[] w, int a, int b) {
    long e0 = w[b];
    long e1 = w[b + 1];
    long e2 = w[b + 2];
    long e3 = w[b + 3];
    int bits = Limbs.bitLength(w, b);
    if (bits == 0) {
      Words.set(w, b, 1);
      return;
    }
    if ((w[a] & 1) == 0 && evenBase(w, a, b, e0, bits)) {
      return;
    }
    Limbs.copy(w, a, b);
    for (int i = bits - 2; i >= 0; i--) {
      mul(w, b, b);
      long limb =
          switch (i >>> 6) {
            case 0 -> e0;
            case 1 -> e1;
            case 2 -> e2;
            default -> e3;
          };
      if ((limb >>> i & 1) != 0) {
        mul(w, a, b);
      }
    }
  }

  /// The even bases that need no multiplication: exponents of 256 and more, and powers of two.
  private static boolean evenBase(long[] w, int a, int b, long exponent, int exponentBits) {
    int bits = Limbs.bitLength(w, a);
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
}
