package org.tongbao.chain.rpc;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;

/// Writes the values of Ethereum's JSON: quantities without leading zeros, data with an even number
/// of digits, both in lower case behind `0x`.
public final class JsonValues {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonValues() {}

  public static void data(JsonGenerator out, Bytes value) {
    data(out, value.unsafeArray());
  }

  public static void data(JsonGenerator out, byte[] value) {
    byte[] text = new byte[2 + 2 * value.length];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0, at = 2; i < value.length; i++) {
      text[at++] = DIGITS[(value[i] >> 4) & 0xf];
      text[at++] = DIGITS[value[i] & 0xf];
    }
    out.writeUTF8String(text, 0, text.length);
  }

  public static void hash(JsonGenerator out, Hash value) {
    data(out, value.toArray());
  }

  public static void address(JsonGenerator out, @Nullable Address value) {
    if (value == null) {
      out.writeNull();
    } else {
      data(out, value.toArray());
    }
  }

  public static void quantity(JsonGenerator out, long unsigned) {
    int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(unsigned)) / 4);
    byte[] text = new byte[2 + digits];
    text[0] = '0';
    text[1] = 'x';
    long rest = unsigned;
    for (int at = text.length - 1; at >= 2; at--) {
      text[at] = DIGITS[(int) rest & 0xf];
      rest >>>= 4;
    }
    out.writeUTF8String(text, 0, text.length);
  }

  public static void quantity(JsonGenerator out, U256 value) {
    if (value.bitLength() <= 64) {
      quantity(out, value.lowLong());
    } else {
      out.writeString(value.toHex());
    }
  }

  public static void data(JsonGenerator out, String name, Bytes value) {
    out.writeName(name);
    data(out, value);
  }

  public static void hash(JsonGenerator out, String name, Hash value) {
    out.writeName(name);
    hash(out, value);
  }

  public static void address(JsonGenerator out, String name, @Nullable Address value) {
    out.writeName(name);
    address(out, value);
  }

  public static void quantity(JsonGenerator out, String name, long unsigned) {
    out.writeName(name);
    quantity(out, unsigned);
  }

  public static void quantity(JsonGenerator out, String name, U256 value) {
    out.writeName(name);
    quantity(out, value);
  }
}
