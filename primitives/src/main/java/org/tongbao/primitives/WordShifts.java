package org.tongbao.primitives;

/// Shifts of a 256-bit word by a number of bits.
final class WordShifts {

  private WordShifts() {}

  /// Shifts left; `bits` is 0..256.
  static void left(long[] w, int at, int bits) {
    long x0 = w[at];
    long x1 = w[at + 1];
    long x2 = w[at + 2];
    long x3 = w[at + 3];
    switch (bits >>> 6) {
      case 0 -> {}
      case 1 -> {
        x3 = x2;
        x2 = x1;
        x1 = x0;
        x0 = 0;
      }
      case 2 -> {
        x3 = x1;
        x2 = x0;
        x1 = 0;
        x0 = 0;
      }
      case 3 -> {
        x3 = x0;
        x2 = 0;
        x1 = 0;
        x0 = 0;
      }
      default -> {
        Words.set(w, at, 0);
        return;
      }
    }
    // Java takes shift distances modulo 64; `>>> 1 >>> ~bits` is `>>> (64 - bits)`, right for 0
    // too.
    w[at] = x0 << bits;
    w[at + 1] = x1 << bits | x0 >>> 1 >>> ~bits;
    w[at + 2] = x2 << bits | x1 >>> 1 >>> ~bits;
    w[at + 3] = x3 << bits | x2 >>> 1 >>> ~bits;
  }

  /// Shifts right; `bits` is 0..256. `fill`, all zeros or all ones, comes in from the left.
  static void right(long[] w, int at, int bits, long fill) {
    long x0 = w[at];
    long x1 = w[at + 1];
    long x2 = w[at + 2];
    long x3 = w[at + 3];
    switch (bits >>> 6) {
      case 0 -> {}
      case 1 -> {
        x0 = x1;
        x1 = x2;
        x2 = x3;
        x3 = fill;
      }
      case 2 -> {
        x0 = x2;
        x1 = x3;
        x2 = fill;
        x3 = fill;
      }
      case 3 -> {
        x0 = x3;
        x1 = fill;
        x2 = fill;
        x3 = fill;
      }
      default -> {
        x0 = fill;
        x1 = fill;
        x2 = fill;
        x3 = fill;
      }
    }
    w[at] = x0 >>> bits | x1 << 1 << ~bits;
    w[at + 1] = x1 >>> bits | x2 << 1 << ~bits;
    w[at + 2] = x2 >>> bits | x3 << 1 << ~bits;
    w[at + 3] = x3 >>> bits | fill << 1 << ~bits;
  }
}
