package org.tongbao.primitives;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Objects;

/// Hexadecimal as Ethereum JSON-RPC writes it, read strictly.
///
/// *Data* is `0x` and two digits for each byte. A *quantity* is `0x` and the shortest number: no
/// leading zero, `0x0` for zero. Digits of either case are read; lower case is written. Every
/// refusal is an [IllegalArgumentException] that names the position.
public final class Hex {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(ISO_8859_1);
  private static final byte[] VALUES = values();

  private Hex() {}

  /// Data with the `0x` prefix.
  public static String encode(byte[] bytes) {
    return encode(bytes, 0, bytes.length);
  }

  /// A part of an array as data, with the `0x` prefix.
  public static String encode(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    byte[] out = new byte[Math.addExact(2, Math.multiplyExact(2, length))];
    out[0] = '0';
    out[1] = 'x';
    for (int i = 0, at = 2; i < length; i++) {
      int value = bytes[offset + i];
      out[at++] = DIGITS[value >> 4 & 15];
      out[at++] = DIGITS[value & 15];
    }
    return new String(out, ISO_8859_1);
  }

  /// The bytes of a data string: `0x`, then an even number of digits.
  public static byte[] decode(String data) {
    requirePrefix(data);
    int digits = data.length() - 2;
    if ((digits & 1) != 0) {
      throw new IllegalArgumentException("hex data has an odd number of digits: " + digits);
    }
    byte[] out = new byte[digits / 2];
    for (int i = 0, at = 2; i < out.length; i++, at += 2) {
      out[i] = (byte) (digit(data, at) << 4 | digit(data, at + 1));
    }
    return out;
  }

  /// The bytes of a data string that must hold exactly `size` of them.
  public static byte[] decode(String data, int size) {
    byte[] out = decode(data);
    if (out.length != size) {
      throw new IllegalArgumentException(
          "hex data of " + out.length + " bytes where " + size + " are due");
    }
    return out;
  }

  /// An unsigned 64-bit number as a quantity.
  public static String quantity(long unsigned) {
    return "0x" + Long.toHexString(unsigned);
  }

  /// A number as a quantity.
  public static String quantity(U256 value) {
    byte[] bytes = value.toArray32();
    int digits = Math.max(1, (value.bitLength() + 3) >>> 2);
    byte[] out = new byte[2 + digits];
    out[0] = '0';
    out[1] = 'x';
    for (int i = 0; i < digits; i++) {
      int value4 = bytes[31 - (i >>> 1)] >> (i % 2 == 0 ? 0 : 4);
      out[1 + digits - i] = DIGITS[value4 & 15];
    }
    return new String(out, ISO_8859_1);
  }

  /// Reads a quantity of at most 256 bits.
  public static U256 parseQuantity(String quantity) {
    int length = quantityDigits(quantity, 64);
    long[] word = new long[4];
    for (int i = 2; i < length + 2; i++) {
      int nibble = length + 1 - i;
      word[nibble >> 4] |= (long) digit(quantity, i) << ((nibble & 15) << 2);
    }
    return U256.fromWord(word, 0);
  }

  /// Reads a quantity of at most 64 bits; the result holds the bits of an unsigned number.
  public static long parseUint64(String quantity) {
    int length = quantityDigits(quantity, 16);
    long value = 0;
    for (int i = 2; i < length + 2; i++) {
      value = value << 4 | digit(quantity, i);
    }
    return value;
  }

  private static int quantityDigits(String quantity, int most) {
    requirePrefix(quantity);
    int digits = quantity.length() - 2;
    if (digits == 0) {
      throw new IllegalArgumentException("hex quantity without digits; zero is 0x0");
    }
    if (digits > 1 && quantity.charAt(2) == '0') {
      throw new IllegalArgumentException("hex quantity with a leading zero at position 2");
    }
    if (digits > most) {
      throw new IllegalArgumentException(
          "hex quantity of " + digits + " digits is over " + 4 * most + " bits");
    }
    return digits;
  }

  private static void requirePrefix(String text) {
    if (text.length() < 2 || text.charAt(0) != '0' || text.charAt(1) != 'x') {
      throw new IllegalArgumentException("hex must begin with 0x at position 0");
    }
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0) {
      throw new IllegalArgumentException(
          "not a hex digit at position %d: %s".formatted(at, printable(c)));
    }
    return value;
  }

  private static String printable(char c) {
    return c > ' ' && c < 127 ? "'" + c + "'" : "U+%04X".formatted((int) c);
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    for (int c = 0; c < values.length; c++) {
      values[c] = (byte) Character.digit(c, 16);
    }
    return values;
  }
}
