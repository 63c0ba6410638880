package org.tongbao.primitives;

import static org.tongbao.primitives.Limbs.below;

/// Unsigned division of words of up to 512 bits: schoolbook division, Knuth's algorithm D, whose
/// digit estimates multiply by a reciprocal ([Reciprocal]) instead of dividing.
///
/// A dividend is up to eight limbs: the low four in the word at `low`, the others in the word at
/// `high`. Dividing leaves its low four quotient limbs in the place of the former and the remainder
/// in the place of the divisor.
final class WordDivision {

  private WordDivision() {}

  static void div(long[] w, int a, int b) {
    if (Limbs.fits64(w, a) && Limbs.fits64(w, b)) {
      Words.set(w, b, w[b] == 0 ? 0 : Long.divideUnsigned(w[a], w[b]));
      return;
    }
    divide(w, a, a, 4, b);
    Limbs.copy(w, a, b);
  }

  static void mod(long[] w, int a, int b) {
    if (Limbs.fits64(w, a) && Limbs.fits64(w, b)) {
      Words.set(w, b, w[b] == 0 ? 0 : Long.remainderUnsigned(w[a], w[b]));
      return;
    }
    divide(w, a, a, 4, b);
  }

  static void addMod(long[] w, int a, int b, int n) {
    boolean reduced = Limbs.isBelow(w, a, n) && Limbs.isBelow(w, b, n);
    long carry = Limbs.add(w, a, b);
    if (!reduced) {
      Words.set(w, a, carry);
      divide(w, b, a, 5, n);
    } else if (carry != 0 || !Limbs.isBelow(w, b, n)) {
      Words.sub(w, b, n);
    } else {
      Limbs.copy(w, b, n);
    }
  }

  static void mulMod(long[] w, int a, int b, int n) {
    WordProducts.mulWide(w, a, b);
    divide(w, a, b, 8, n);
  }

  /// Divides the `limbs` limbs of the dividend by the word at `n`; by zero, both results are zero.
  private static void divide(long[] w, int low, int high, int limbs, int n) {
    int size = Limbs.size(w, n);
    int count = limbs;
    while (count > 0 && limb(w, low, high, count - 1) == 0) {
      count--;
    }
    if (size == 0) {
      Words.set(w, low, 0);
      return;
    }
    if (count < size || (count == size && Limbs.isBelow(w, low, n))) {
      Limbs.copy(w, low, n);
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
      if (r3 == 0 && below(r2, d3) != 0) {
        r3 = r2;
        r2 = r1;
        r1 = r0;
        r0 = u;
        if (i < 4) {
          w[low + i] = 0;
        }
        continue;
      }
      // Equal top limbs mean the largest digit; else the estimate is right or one too large.
      boolean largest = r3 == d3 && r2 == d2;
      long q = largest ? -1 : Reciprocal.quotient(r3, r2, r1, d3, d2, v);
      // (r3, r2, r1, r0, u) - q * d, the upper half and the lower apart, then the borrow.
      long t = q * d2;
      r2 -= q * d3 + Math.unsignedMultiplyHigh(q, d2) + below(r1, t);
      r1 -= t;
      t = q * d0;
      long carry = Math.unsignedMultiplyHigh(q, d0) + below(u, t);
      u -= t;
      t = q * d1 + carry;
      carry = Math.unsignedMultiplyHigh(q, d1) + below(t, carry) + below(r0, t);
      r0 -= t;
      long borrow = below(r1, carry);
      r1 -= carry;
      boolean tooLarge = below(r2, borrow) != 0 && !largest;
      r2 -= borrow;
      if (tooLarge) {
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

  private static long limb(long[] w, int low, int high, int i) {
    return i < 4 ? w[low + i] : w[high + i - 4];
  }
}
