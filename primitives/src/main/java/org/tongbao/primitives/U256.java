package org.tongbao.primitives;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;

/// An unsigned 256-bit number, immutable. Plain operations wrap modulo 2^256 and division by zero
/// gives zero, as in the EVM; the `…Exact` ones throw instead. Operations named `s…` read both
/// numbers as two's complement.
public final class U256 implements Comparable<U256> {

  public static final U256 ZERO = new U256(0, 0, 0, 0);
  public static final U256 ONE = new U256(0, 0, 0, 1);
  public static final U256 MAX = new U256(-1, -1, -1, -1);

  private final long l3;
  private final long l2;
  private final long l1;
  private final long l0;

  private U256(long l3, long l2, long l1, long l0) {
    this.l3 = l3;
    this.l2 = l2;
    this.l1 = l1;
    this.l0 = l0;
  }

  /// From four longs, most significant first.
  public static U256 of(long l3, long l2, long l1, long l0) {
    return (l3 | l2 | l1 | l0) == 0 ? ZERO : new U256(l3, l2, l1, l0);
  }

  /// From a number that must not be negative.
  public static U256 of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    return ofUnsigned(value);
  }

  /// From the 64 bits of an unsigned number.
  public static U256 ofUnsigned(long bits) {
    return of(0, 0, 0, bits);
  }

  /// From a number of 0 to 2^256 - 1.
  public static U256 of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("not in 0..2^256-1: " + value);
    }
    return of(
        value.shiftRight(192).longValue(),
        value.shiftRight(128).longValue(),
        value.shiftRight(64).longValue(),
        value.longValue());
  }

  /// Reads a quantity: `0x`, no leading zero.
  public static U256 fromHex(String quantity) {
    return Hex.parseQuantity(quantity);
  }

  /// From at most 32 bytes, most significant first.
  public static U256 fromBytes(byte[] bigEndian) {
    return fromBytes(bigEndian, 0, bigEndian.length);
  }

  /// From a part of at most 32 bytes, most significant first.
  public static U256 fromBytes(byte[] bigEndian, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bigEndian.length);
    if (length > 32) {
      throw new IllegalArgumentException("more than 32 bytes: " + length);
    }
    if (length == 32) {
      return of(
          ByteAccess.bigLong(bigEndian, offset),
          ByteAccess.bigLong(bigEndian, offset + 8),
          ByteAccess.bigLong(bigEndian, offset + 16),
          ByteAccess.bigLong(bigEndian, offset + 24));
    }
    long[] word = new long[4];
    for (int i = 0; i < length; i++) {
      word[i >> 3] |= (bigEndian[offset + length - 1 - i] & 0xffL) << (8 * (i & 7));
    }
    return fromWord(word, 0);
  }

  /// From the word at `at`, least significant limb first.
  public static U256 fromWord(long[] words, int at) {
    return of(words[at + 3], words[at + 2], words[at + 1], words[at]);
  }

  public void toWord(long[] words, int at) {
    words[at] = l0;
    words[at + 1] = l1;
    words[at + 2] = l2;
    words[at + 3] = l3;
  }

  public U256 add(U256 other) {
    long[] w = words(other);
    Words.add(w, 0, 4);
    return fromWord(w, 4);
  }

  public U256 sub(U256 other) {
    long[] w = words(other);
    Words.sub(w, 0, 4);
    return fromWord(w, 4);
  }

  public U256 mul(U256 other) {
    long[] w = words(other);
    Words.mul(w, 0, 4);
    return fromWord(w, 4);
  }

  public U256 div(U256 divisor) {
    long[] w = words(divisor);
    Words.div(w, 0, 4);
    return fromWord(w, 4);
  }

  public U256 mod(U256 divisor) {
    long[] w = words(divisor);
    Words.mod(w, 0, 4);
    return fromWord(w, 4);
  }

  public U256 sdiv(U256 divisor) {
    long[] w = words(divisor);
    Words.sdiv(w, 0, 4);
    return fromWord(w, 4);
  }

  public U256 smod(U256 divisor) {
    long[] w = words(divisor);
    Words.smod(w, 0, 4);
    return fromWord(w, 4);
  }

  /// `(this + other) mod modulus` without wrapping in between; zero for modulus zero.
  public U256 addMod(U256 other, U256 modulus) {
    long[] w = words(other, modulus);
    Words.addMod(w, 0, 4, 8);
    return fromWord(w, 8);
  }

  /// `(this * other) mod modulus` without wrapping in between; zero for modulus zero.
  public U256 mulMod(U256 other, U256 modulus) {
    long[] w = words(other, modulus);
    Words.mulMod(w, 0, 4, 8);
    return fromWord(w, 8);
  }

  public U256 exp(U256 exponent) {
    long[] w = words(exponent);
    Words.exp(w, 0, 4);
    return fromWord(w, 4);
  }

  /// Reads this as a signed number of `byteIndex + 1` bytes; 31 and more change nothing.
  public U256 signExtend(U256 byteIndex) {
    long[] w = byteIndex.words(this);
    Words.signExtend(w, 0, 4);
    return fromWord(w, 4);
  }

  /// Byte `index` counted from the most significant of 32; zero past the last.
  public U256 byteAt(U256 index) {
    long[] w = index.words(this);
    Words.byteAt(w, 0, 4);
    return fromWord(w, 4);
  }

  /// The sum, or an [ArithmeticException] when it is over 256 bits.
  public U256 addExact(U256 other) {
    U256 sum = add(other);
    if (sum.lt(this)) {
      throw new ArithmeticException("sum over 256 bits");
    }
    return sum;
  }

  /// The difference, or an [ArithmeticException] when it is negative.
  public U256 subExact(U256 other) {
    if (lt(other)) {
      throw new ArithmeticException("difference below zero");
    }
    return sub(other);
  }

  /// The product, or an [ArithmeticException] when it is over 256 bits.
  public U256 mulExact(U256 other) {
    int bits = bitLength() + other.bitLength();
    U256 product = mul(other);
    // The product of numbers of m and n bits has m + n or m + n - 1 bits.
    if (bits > 257 || (bits == 257 && !product.div(this).equals(other))) {
      throw new ArithmeticException("product over 256 bits");
    }
    return product;
  }

  public U256 and(U256 other) {
    return of(l3 & other.l3, l2 & other.l2, l1 & other.l1, l0 & other.l0);
  }

  public U256 or(U256 other) {
    return of(l3 | other.l3, l2 | other.l2, l1 | other.l1, l0 | other.l0);
  }

  public U256 xor(U256 other) {
    return of(l3 ^ other.l3, l2 ^ other.l2, l1 ^ other.l1, l0 ^ other.l0);
  }

  public U256 not() {
    return of(~l3, ~l2, ~l1, ~l0);
  }

  /// Shifts left; 256 bits and more give zero, a negative distance is refused.
  public U256 shl(int bits) {
    long[] w = words();
    WordShifts.left(w, 0, distance(bits));
    return fromWord(w, 0);
  }

  /// Shifts right, zeros from the left.
  public U256 shr(int bits) {
    long[] w = words();
    WordShifts.right(w, 0, distance(bits), 0);
    return fromWord(w, 0);
  }

  /// Shifts right, the sign from the left.
  public U256 sar(int bits) {
    long[] w = words();
    WordShifts.right(w, 0, distance(bits), l3 >> 63);
    return fromWord(w, 0);
  }

  /// Leading zero bits: 256 for zero.
  public int clz() {
    return 256 - bitLength();
  }

  public int bitLength() {
    if (l3 != 0) {
      return 256 - Long.numberOfLeadingZeros(l3);
    }
    if (l2 != 0) {
      return 192 - Long.numberOfLeadingZeros(l2);
    }
    if (l1 != 0) {
      return 128 - Long.numberOfLeadingZeros(l1);
    }
    return 64 - Long.numberOfLeadingZeros(l0);
  }

  public boolean isZero() {
    return (l3 | l2 | l1 | l0) == 0;
  }

  public boolean lt(U256 other) {
    return compareTo(other) < 0;
  }

  public boolean gt(U256 other) {
    return compareTo(other) > 0;
  }

  public boolean slt(U256 other) {
    return l3 == other.l3 ? lt(other) : l3 < other.l3;
  }

  public boolean sgt(U256 other) {
    return other.slt(this);
  }

  public U256 min(U256 other) {
    return gt(other) ? other : this;
  }

  public U256 max(U256 other) {
    return lt(other) ? other : this;
  }

  /// Below 2^63, so that a long holds it.
  public boolean fitsLong() {
    return (l3 | l2 | l1) == 0 && l0 >= 0;
  }

  public long toLongExact() {
    if (!fitsLong()) {
      throw new ArithmeticException("over 63 bits: " + toHex());
    }
    return l0;
  }

  /// The low 64 bits.
  public long lowLong() {
    return l0;
  }

  public BigInteger toBigInteger() {
    return new BigInteger(1, toArray32());
  }

  /// 32 bytes, most significant first.
  public byte[] toArray32() {
    byte[] out = new byte[32];
    writeTo(out, 0);
    return out;
  }

  /// The bytes without leading zeros, none for zero.
  public byte[] toMinimalArray() {
    int size = (bitLength() + 7) >>> 3;
    return Arrays.copyOfRange(toArray32(), 32 - size, 32);
  }

  /// Writes 32 bytes at `offset`, most significant first.
  public void writeTo(byte[] out, int offset) {
    ByteAccess.bigLong(out, offset, l3);
    ByteAccess.bigLong(out, offset + 8, l2);
    ByteAccess.bigLong(out, offset + 16, l1);
    ByteAccess.bigLong(out, offset + 24, l0);
  }

  /// The same 32 bytes as a hash.
  public Hash toHash() {
    return Hash.of(l3, l2, l1, l0);
  }

  /// A quantity: `0x`, lower case, no leading zero.
  public String toHex() {
    return Hex.quantity(this);
  }

  @Override
  public int compareTo(U256 other) {
    if (l3 != other.l3) {
      return Long.compareUnsigned(l3, other.l3);
    }
    if (l2 != other.l2) {
      return Long.compareUnsigned(l2, other.l2);
    }
    if (l1 != other.l1) {
      return Long.compareUnsigned(l1, other.l1);
    }
    return Long.compareUnsigned(l0, other.l0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof U256 value
        && ((l3 ^ value.l3) | (l2 ^ value.l2) | (l1 ^ value.l1) | (l0 ^ value.l0)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(l3 ^ l2 ^ l1 ^ l0);
  }

  /// Decimal.
  @Override
  public String toString() {
    return bitLength() < 64 ? Long.toString(l0) : toBigInteger().toString();
  }

  private static int distance(int bits) {
    if (bits < 0) {
      throw new IllegalArgumentException("negative shift: " + bits);
    }
    return Math.min(bits, 256);
  }

  private long[] words() {
    return new long[] {l0, l1, l2, l3};
  }

  private long[] words(U256 b) {
    return new long[] {l0, l1, l2, l3, b.l0, b.l1, b.l2, b.l3};
  }

  private long[] words(U256 b, U256 c) {
    return new long[] {l0, l1, l2, l3, b.l0, b.l1, b.l2, b.l3, c.l0, c.l1, c.l2, c.l3};
  }
}
