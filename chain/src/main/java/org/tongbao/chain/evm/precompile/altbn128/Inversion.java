package org.tongbao.chain.evm.precompile.altbn128;

/// Inverts modulo p by the binary extended Euclidean algorithm (Handbook of Applied Cryptography,
/// 14.61), which takes off all trailing zeros of a number at once.
///
/// Numbers are four limbs, least significant first. With `a` the number to invert, `x·a = u` and
/// `y·a = v` hold modulo p throughout.
final class Inversion {

  /// 2^768 mod p: turns the plain inverse of a Montgomery form into the Montgomery form of the
  /// inverse.
  private static final Fp R_CUBED =
      new Fp(0xb1cd6dafda1530dfL, 0x62f210e6a7283db6L, 0xef7f0b0c0ada0afbL, 0x20fd6e902d592544L);

  private Inversion() {}

  /// For an element that is not zero.
  static Fp of(Fp a) {
    long[] u = {a.l0(), a.l1(), a.l2(), a.l3()};
    long[] v = {Fp.P0, Fp.P1, Fp.P2, Fp.P3};
    long[] x = {1, 0, 0, 0};
    long[] y = {0, 0, 0, 0};
    while (true) {
      makeOdd(u, x);
      if (u[0] == 1 && (u[1] | u[2] | u[3]) == 0) {
        return new Fp(x[0], x[1], x[2], x[3]).mul(R_CUBED);
      }
      if (isLess(u, v)) {
        long[] swapped = u;
        u = v;
        v = swapped;
        swapped = x;
        x = y;
        y = swapped;
      }
      // Both odd and, as their greatest common divisor is one, different: u becomes even.
      subtract(u, v);
      if (subtract(x, y)) {
        addModulus(x);
      }
    }
  }

  /// Divides u by the greatest power of two in it, and x by the same modulo p.
  private static void makeOdd(long[] u, long[] x) {
    while ((u[0] & 1) == 0) {
      int zeros = Math.min(Long.numberOfTrailingZeros(u[0]), 62);
      shiftRight(u, zeros, 0);
      divide(x, zeros);
    }
  }

  /// `x / 2^bits` modulo p: adds the multiple of p that makes x divisible.
  private static void divide(long[] x, int bits) {
    long m = (x[0] * Fp.P_INVERSE) & ((1L << bits) - 1);
    long carry = 0;
    for (int i = 0; i < 4; i++) {
      long p = i == 0 ? Fp.P0 : i == 1 ? Fp.P1 : i == 2 ? Fp.P2 : Fp.P3;
      long low = m * p;
      long high = Math.unsignedMultiplyHigh(m, p);
      long sum = x[i] + low;
      high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
      sum += carry;
      carry = high + (Long.compareUnsigned(sum, carry) < 0 ? 1 : 0);
      x[i] = sum;
    }
    shiftRight(x, bits, carry);
  }

  /// Shifts five limbs, of which `top` is the highest, by 1 to 63 bits.
  private static void shiftRight(long[] a, int bits, long top) {
    a[0] = a[0] >>> bits | a[1] << -bits;
    a[1] = a[1] >>> bits | a[2] << -bits;
    a[2] = a[2] >>> bits | a[3] << -bits;
    a[3] = a[3] >>> bits | top << -bits;
  }

  private static boolean isLess(long[] a, long[] b) {
    for (int i = 3; i > 0; i--) {
      if (a[i] != b[i]) {
        return Long.compareUnsigned(a[i], b[i]) < 0;
      }
    }
    return Long.compareUnsigned(a[0], b[0]) < 0;
  }

  /// `a ← a − b`; whether that borrowed.
  private static boolean subtract(long[] a, long[] b) {
    long borrow = 0;
    for (int i = 0; i < 4; i++) {
      long difference = a[i] - b[i];
      long next = Long.compareUnsigned(a[i], b[i]) < 0 ? 1 : 0;
      next |= Long.compareUnsigned(difference, borrow) < 0 ? 1 : 0;
      a[i] = difference - borrow;
      borrow = next;
    }
    return borrow != 0;
  }

  private static void addModulus(long[] a) {
    long s0 = a[0] + Fp.P0;
    long carry = Long.compareUnsigned(s0, Fp.P0) < 0 ? 1 : 0;
    long s1 = a[1] + Fp.P1 + carry;
    carry = carry(a[1], Fp.P1, s1);
    long s2 = a[2] + Fp.P2 + carry;
    carry = carry(a[2], Fp.P2, s2);
    a[3] += Fp.P3 + carry;
    a[0] = s0;
    a[1] = s1;
    a[2] = s2;
  }

  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }
}
