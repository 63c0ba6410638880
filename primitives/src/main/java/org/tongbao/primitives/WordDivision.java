package org.tongbao.primitives;

/// Unsigned division of words of up to 512 bits: schoolbook division, Knuth's algorithm D, whose
/// digit estimates multiply by a reciprocal ([Reciprocal]) instead of dividing.
///
/// A dividend is up to eight limbs: the low four in the word at `low`, the others in the word at
/// `high`. Dividing leaves its low four quotient limbs in the place of the former and the remainder
/// in the place of the divisor.
final class WordDivision {

  private WordDivision() {}

  static void div(long[] w, int a, int b) {
    if (isWord64(w, a) && isWord64(w, b)) {
      Words.set(w, b, w[b] == 0 ? 0 : Long.divideUnsigned(w[a], w[b]));
      return;
    }
    divide(w, a, a, 4, b);
    copy(w, a, b);
  }

  static void mod(long[] w, int a, int b) {
    if (isWord64(w, a) && isWord64(w, b)) {
      Words.set(w, b, w[b] == 0 ? 0 : Long.remainderUnsigned(w[a], w[b]));
      return;
    }
    divide(w, a, a, 4, b);
  }

  static void addMod(long[] w, int a, int b, int n) {
    boolean reduced = Words.isBelow(w, a, n) && Words.isBelow(w, b, n);
    long carry = 0;
    for (int i = 0; i < 4; i++) {
      long x = w[a + i];
      long sum = x + w[b + i];
      long r = sum + carry;
      carry = below(sum, x) | below(r, sum);
      w[a + i] = r;
    }
    if (!reduced) {
      Words.set(w, b, carry);
      divide(w, a, b, 5, n);
    } else if (carry != 0 || !Words.isBelow(w, a, n)) {
      Words.sub(w, a, n);
    } else {
      copy(w, a, n);
    }
  }

  static void mulMod(long[] w, int a, int b, int n) {
    multiply(w, a, b);
    divide(w, a, b, 8, n);
  }

  /// The 512-bit product of two words: its low half replaces `a`, its high half `b`.
  static void multiply(long[] w, int a, int b) {
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

  /// Divides the `limbs` limbs of the dividend by the word at `n`; by zero, both results are zero.
  private static void divide(long[] w, int low, int high, int limbs, int n) {
    int size = limbs(w, n);
    int count = limbs;
    while (count > 0 && limb(w, low, high, count - 1) == 0) {
      count--;
    }
    if (size == 0) {
      Words.set(w, low, 0);
      return;
    }
    if (count < size || (count == size && Words.isBelow(w, low, n))) {
      copy(w, low, n);
      Words.set(w, low, 0);
      return;
    }
    switch (size) {
      case 1 -> divideBy1(w, low, high, count, n);
      case 2 -> divideBy2(w, low, high, count, n);
      default -> divideBy4(w, low, high, count, n, size);
    }
    for (int i = count - size + 1; i < 4; i++) {
      w[low + i] = 0;
    }
  }

  /// By a divisor of one limb.
  private static void divideBy1(long[] w, int low, int high, int count, int n) {
    int shift = Long.numberOfLeadingZeros(w[n]);
    long d = w[n] << shift;
    long v = Reciprocal.of(d);
    long r = limb(w, low, high, count - 1) >>> 1 >>> ~shift;
    for (int i = count - 1; i >= 0; i--) {
      long u = shifted(w, low, high, i, shift);
      long q = Reciprocal.quotient(r, u, d, v);
      r = u - q * d;
      if (i < 4) {
        w[low + i] = q;
      }
    }
    Words.set(w, n, r >>> shift);
  }

  /// By a divisor of two limbs.
  private static void divideBy2(long[] w, int low, int high, int count, int n) {
    int shift = Long.numberOfLeadingZeros(w[n + 1]);
    long d0 = w[n] << shift;
    long d1 = w[n + 1] << shift | w[n] >>> 1 >>> ~shift;
    long v = Reciprocal.of(d1, d0);
    long r1 = limb(w, low, high, count - 1) >>> 1 >>> ~shift;
    long r0 = shifted(w, low, high, count - 1, shift);
    for (int i = count - 2; i >= 0; i--) {
      long u = shifted(w, low, high, i, shift);
      long q = Reciprocal.quotient(r1, r0, u, d1, d0, v);
      long t = q * d0;
      r1 = r0 - q * d1 - Math.unsignedMultiplyHigh(q, d0) - below(u, t);
      r0 = u - t;
      if (i < 4) {
        w[low + i] = q;
      }
    }
    w[n] = r0 >>> shift | r1 << 1 << ~shift;
    w[n + 1] = r1 >>> shift;
    w[n + 2] = 0;
    w[n + 3] = 0;
  }

  /// By a divisor of four limbs, or of three: then dividend and divisor are first shifted left by a
  /// whole limb, and the remainder back.
  private static void divideBy4(long[] w, int low, int high, int count, int n, int size) {
    int gap = 4 - size;
    int shift = Long.numberOfLeadingZeros(w[n + size - 1]);
    WordShifts.left(w, n, 64 * gap + shift);
    long d0 = w[n];
    long d1 = w[n + 1];
    long d2 = w[n + 2];
    long d3 = w[n + 3];
    long v = Reciprocal.of(d3, d2);
    long r3 = limb(w, low, high, count - 1) >>> 1 >>> ~shift;
    long r2 = shifted(w, low, high, count - 1, shift);
    long r1 = shifted(w, low, high, count - 2, shift);
    long r0 = shifted(w, low, high, count - 3, shift);
    for (int i = count - size; i >= 0; i--) {
      long u = shifted(w, low, high, i - gap, shift);
      // Equal top limbs mean the largest digit; else the estimate is right or one too large.
      long q = r3 == d3 && r2 == d2 ? -1 : Reciprocal.quotient(r3, r2, r1, d3, d2, v);
      // (r3, r2, r1, r0, u) - q * d
      long t = q * d0;
      long carry = Math.unsignedMultiplyHigh(q, d0) + below(u, t);
      u -= t;
      t = q * d1 + carry;
      carry = Math.unsignedMultiplyHigh(q, d1) + below(t, carry) + below(r0, t);
      r0 -= t;
      t = q * d2 + carry;
      carry = Math.unsignedMultiplyHigh(q, d2) + below(t, carry) + below(r1, t);
      r1 -= t;
      t = q * d3 + carry;
      carry = Math.unsignedMultiplyHigh(q, d3) + below(t, carry) + below(r2, t);
      r2 -= t;
      if (below(r3, carry) != 0) {
        q--;
        // + d
        u += d0;
        carry = below(u, d0);
        t = d1 + carry;
        r0 += t;
        carry = below(t, carry) | below(r0, t);
        t = d2 + carry;
        r1 += t;
        r2 += d3 + (below(t, carry) | below(r1, t));
      }
      r3 = r2;
      r2 = r1;
      r1 = r0;
      r0 = u;
      if (i < 4) {
        w[low + i] = q;
      }
    }
    w[n] = r0;
    w[n + 1] = r1;
    w[n + 2] = r2;
    w[n + 3] = r3;
    WordShifts.right(w, n, 64 * gap + shift, 0);
  }

  /// Limb `i` of the dividend shifted left by 0 to 63 bits; zero for limb -1.
  private static long shifted(long[] w, int low, int high, int i, int shift) {
    long upper = i < 0 ? 0 : limb(w, low, high, i) << shift;
    return i < 1 ? upper : upper | limb(w, low, high, i - 1) >>> 1 >>> ~shift;
  }

  private static int limbs(long[] w, int at) {
    int size = 4;
    while (size > 0 && w[at + size - 1] == 0) {
      size--;
    }
    return size;
  }

  private static void copy(long[] w, int from, int to) {
    w[to] = w[from];
    w[to + 1] = w[from + 1];
    w[to + 2] = w[from + 2];
    w[to + 3] = w[from + 3];
  }

  private static boolean isWord64(long[] w, int at) {
    return (w[at + 1] | w[at + 2] | w[at + 3]) == 0;
  }

  private static long limb(long[] w, int low, int high, int i) {
    return i < 4 ? w[low + i] : w[high + i - 4];
  }

  private static long below(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }
}
