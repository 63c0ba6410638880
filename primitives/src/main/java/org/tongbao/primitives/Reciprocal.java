package org.tongbao.primitives;

import static org.tongbao.primitives.Limbs.below;

/// Division of two or three limbs by one or two through a precomputed reciprocal: N. Möller and T.
/// Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011),
/// algorithms 2 to 6. All longs are unsigned; divisors have their top bit set.
final class Reciprocal {

  /// `(2^19 - 3 * 2^8) / d` for the top nine bits `d` of a divisor.
  private static final short[] ESTIMATES = estimates();

  private Reciprocal() {}

  /// `(2^128 - 1) / d - 2^64`.
  static long of(long d) {
    long d0 = d & 1;
    long d40 = (d >>> 24) + 1;
    long d63 = (d >>> 1) + d0;
    long v0 = ESTIMATES[(int) (d >>> 55) & 0xff];
    long v1 = (v0 << 11) - ((v0 * v0 * d40) >>> 40) - 1;
    long v2 = (v1 << 13) + ((v1 * ((1L << 60) - v1 * d40)) >>> 47);
    long e = ((v2 >>> 1) & -d0) - v2 * d63;
    long v3 = (v2 << 31) + (Math.unsignedMultiplyHigh(v2, e) >>> 1);
    // v3 - high(v3 * d + d * 2^64 + d)
    long low = v3 * d;
    return v3 - (Math.unsignedMultiplyHigh(v3, d) + d + below(low + d, low));
  }

  /// `(2^192 - 1) / (d1 * 2^64 + d0) - 2^64`.
  static long of(long d1, long d0) {
    long v = of(d1);
    long p = d1 * v + d0;
    if (below(p, d0) != 0) {
      v--;
      if (below(p, d1) == 0) {
        v--;
        p -= d1;
      }
      p -= d1;
    }
    long low = v * d0;
    long high = Math.unsignedMultiplyHigh(v, d0);
    p += high;
    if (below(p, high) != 0) {
      v--;
      if (below(p, d1) == 0 && (p != d1 || below(low, d0) == 0)) {
        v--;
      }
    }
    return v;
  }

  /// `(u1 * 2^64 + u0) / d` for `u1 < d`, with the reciprocal `v` of `d`.
  static long quotient(long u1, long u0, long d, long v) {
    long low = v * u1 + u0;
    long q = Math.unsignedMultiplyHigh(v, u1) + u1 + below(low, u0) + 1;
    long r = u0 - q * d;
    if (below(low, r) != 0) {
      q--;
      r += d;
    }
    return below(r, d) == 0 ? q + 1 : q;
  }

  /// `(u2, u1, u0) / (d1, d0)` for `(u2, u1) < (d1, d0)`, with the reciprocal `v` of the divisor.
  static long quotient(long u2, long u1, long u0, long d1, long d0, long v) {
    long low = v * u2 + u1;
    long q = Math.unsignedMultiplyHigh(v, u2) + u2 + below(low, u1);
    long t0 = q * d0;
    long r1 = u1 - q * d1 - Math.unsignedMultiplyHigh(q, d0) - below(u0, t0);
    long r0 = u0 - t0;
    r1 -= d1 + below(r0, d0);
    r0 -= d0;
    q++;
    if (below(r1, low) == 0) {
      q--;
      r0 += d0;
      r1 += d1 + below(r0, d0);
    }
    boolean once = r1 == d1 ? below(r0, d0) == 0 : below(r1, d1) == 0;
    return once ? q + 1 : q;
  }

  private static short[] estimates() {
    short[] table = new short[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (short) ((0x80000 - 0x300) / (256 + i));
    }
    return table;
  }
}
