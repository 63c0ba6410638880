package org.tongbao.primitives;

/// The arithmetic of the EVM on 256-bit words inside a `long[]`, without allocation.
///
/// A word is four longs at a long-index `at`, least significant first. Binary operations take their
/// operands in the order of the EVM, `a` the top of the stack and `b` the next, and leave the
/// result at `b`; ternary ones leave it at `n`. The other operands are consumed: what stands in
/// their places afterwards is undefined. Places must not overlap. Yellow Paper appendix H.
public final class Words {

  private Words() {}

  public static void load(byte[] source, int offset, long[] w, int at) {
    w[at + 3] = ByteAccess.bigLong(source, offset);
    w[at + 2] = ByteAccess.bigLong(source, offset + 8);
    w[at + 1] = ByteAccess.bigLong(source, offset + 16);
    w[at] = ByteAccess.bigLong(source, offset + 24);
  }

  public static void store(long[] w, int at, byte[] target, int offset) {
    ByteAccess.bigLong(target, offset, w[at + 3]);
    ByteAccess.bigLong(target, offset + 8, w[at + 2]);
    ByteAccess.bigLong(target, offset + 16, w[at + 1]);
    ByteAccess.bigLong(target, offset + 24, w[at]);
  }

  public static void set(long[] w, int at, long unsigned) {
    w[at] = unsigned;
    w[at + 1] = 0;
    w[at + 2] = 0;
    w[at + 3] = 0;
  }

  public static void add(long[] w, int a, int b) {
    Limbs.add(w, a, b);
  }

  /// Adds an unsigned number to the word at `at`.
  public static void addLong(long[] w, int at, long unsigned) {
    long sum = w[at] + unsigned;
    w[at] = sum;
    if (Long.compareUnsigned(sum, unsigned) < 0) {
      for (int i = 1; i < 4 && ++w[at + i] == 0; i++) {}
    }
  }

  public static void sub(long[] w, int a, int b) {
    long borrow = 0;
    for (int i = 0; i < 4; i++) {
      long x = w[a + i];
      long y = w[b + i];
      long difference = x - y;
      long r = difference - borrow;
      borrow = Limbs.below(x, y) | Limbs.below(difference, borrow);
      w[b + i] = r;
    }
  }

  public static void mul(long[] w, int a, int b) {
    WordProducts.mul(w, a, b);
  }

  /// Unsigned quotient; zero when the divisor is zero.
  public static void div(long[] w, int a, int b) {
    WordDivision.div(w, a, b);
  }

  /// Unsigned remainder; zero when the divisor is zero.
  public static void mod(long[] w, int a, int b) {
    WordDivision.mod(w, a, b);
  }

  /// Quotient of two's complement numbers, rounded toward zero; zero when the divisor is zero.
  public static void sdiv(long[] w, int a, int b) {
    boolean negative = (w[a + 3] ^ w[b + 3]) < 0;
    abs(w, a);
    abs(w, b);
    WordDivision.div(w, a, b);
    if (negative) {
      negate(w, b);
    }
  }

  /// Remainder of two's complement numbers with the sign of the dividend; zero for divisor zero.
  public static void smod(long[] w, int a, int b) {
    boolean negative = w[a + 3] < 0;
    abs(w, a);
    abs(w, b);
    WordDivision.mod(w, a, b);
    if (negative) {
      negate(w, b);
    }
  }

  /// `(a + b) mod n` over the 257-bit sum; zero when n is zero.
  public static void addMod(long[] w, int a, int b, int n) {
    WordDivision.addMod(w, a, b, n);
  }

  /// `(a * b) mod n` over the 512-bit product; zero when n is zero.
  public static void mulMod(long[] w, int a, int b, int n) {
    WordDivision.mulMod(w, a, b, n);
  }

  /// `a` to the power `b`, modulo 2^256; 0^0 is 1.
  public static void exp(long[] w, int a, int b) {
    WordProducts.exp(w, a, b);
  }

  /// Extends the sign of `b`, a number of `a + 1` bytes, to the whole word.
  public static void signExtend(long[] w, int a, int b) {
    long index = w[a];
    if (!Limbs.fits64(w, a) || Long.compareUnsigned(index, 31) >= 0) {
      return;
    }
    int limb = (int) index >>> 3;
    int unused = 56 - 8 * ((int) index & 7);
    long top = w[b + limb] << unused >> unused;
    w[b + limb] = top;
    for (int i = limb + 1; i < 4; i++) {
      w[b + i] = top >> 63;
    }
  }

  public static void lt(long[] w, int a, int b) {
    set(w, b, Limbs.isBelow(w, a, b) ? 1 : 0);
  }

  public static void gt(long[] w, int a, int b) {
    set(w, b, Limbs.isBelow(w, b, a) ? 1 : 0);
  }

  public static void slt(long[] w, int a, int b) {
    set(w, b, isBelowSigned(w, a, b) ? 1 : 0);
  }

  public static void sgt(long[] w, int a, int b) {
    set(w, b, isBelowSigned(w, b, a) ? 1 : 0);
  }

  public static void eq(long[] w, int a, int b) {
    long difference =
        (w[a] ^ w[b]) | (w[a + 1] ^ w[b + 1]) | (w[a + 2] ^ w[b + 2]) | (w[a + 3] ^ w[b + 3]);
    set(w, b, difference == 0 ? 1 : 0);
  }

  public static void isZero(long[] w, int at) {
    set(w, at, (w[at] | w[at + 1] | w[at + 2] | w[at + 3]) == 0 ? 1 : 0);
  }

  public static void and(long[] w, int a, int b) {
    w[b] &= w[a];
    w[b + 1] &= w[a + 1];
    w[b + 2] &= w[a + 2];
    w[b + 3] &= w[a + 3];
  }

  public static void or(long[] w, int a, int b) {
    w[b] |= w[a];
    w[b + 1] |= w[a + 1];
    w[b + 2] |= w[a + 2];
    w[b + 3] |= w[a + 3];
  }

  public static void xor(long[] w, int a, int b) {
    w[b] ^= w[a];
    w[b + 1] ^= w[a + 1];
    w[b + 2] ^= w[a + 2];
    w[b + 3] ^= w[a + 3];
  }

  public static void not(long[] w, int at) {
    w[at] = ~w[at];
    w[at + 1] = ~w[at + 1];
    w[at + 2] = ~w[at + 2];
    w[at + 3] = ~w[at + 3];
  }

  /// Byte `a` of the word `b`, counted from the most significant; zero past the last.
  public static void byteAt(long[] w, int a, int b) {
    long index = w[a];
    if (!Limbs.fits64(w, a) || Long.compareUnsigned(index, 32) >= 0) {
      set(w, b, 0);
      return;
    }
    int at = 31 - (int) index;
    set(w, b, w[b + (at >>> 3)] >>> (8 * (at & 7)) & 0xff);
  }

  /// `b` shifted left by `a` bits.
  public static void shl(long[] w, int a, int b) {
    WordShifts.left(w, b, shift(w, a));
  }

  /// `b` shifted right by `a` bits, zeros from the left.
  public static void shr(long[] w, int a, int b) {
    WordShifts.right(w, b, shift(w, a), 0);
  }

  /// `b` shifted right by `a` bits, its sign from the left.
  public static void sar(long[] w, int a, int b) {
    WordShifts.right(w, b, shift(w, a), w[b + 3] >> 63);
  }

  /// The number of leading zero bits, 256 for zero (EIP-7939).
  public static void clz(long[] w, int at) {
    set(w, at, 256 - Limbs.bitLength(w, at));
  }

  private static int shift(long[] w, int at) {
    return !Limbs.fits64(w, at) || Long.compareUnsigned(w[at], 256) >= 0 ? 256 : (int) w[at];
  }

  private static boolean isBelowSigned(long[] w, int a, int b) {
    return w[a + 3] == w[b + 3] ? Limbs.isBelow(w, a, b) : w[a + 3] < w[b + 3];
  }

  private static void abs(long[] w, int at) {
    if (w[at + 3] < 0) {
      negate(w, at);
    }
  }

  static void negate(long[] w, int at) {
    long carry = 1;
    for (int i = 0; i < 4; i++) {
      long r = ~w[at + i] + carry;
      carry &= r == 0 ? 1 : 0;
      w[at + i] = r;
    }
  }
}
