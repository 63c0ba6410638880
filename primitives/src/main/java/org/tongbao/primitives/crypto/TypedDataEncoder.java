package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData.Field;

/// Encodes values by their types (EIP-712, "Definition of encodeData"). Every value becomes a word
/// of 32 bytes.
final class TypedDataEncoder {
  private static final int MAX_DEPTH = 64;
  private static final BigInteger TWO_TO_256 = BigInteger.ONE.shiftLeft(256);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,78}|0x[0-9A-Fa-f]{1,64}");

  private final TypedDataTypes types;
  private int depth;

  TypedDataEncoder(TypedDataTypes types) {
    this.types = types;
  }

  /// The type hash and a word for each field.
  Bytes encodeStruct(String struct, @Nullable Object value, String path) {
    Map<?, ?> fields = TypedData.asMap(value, path);
    Set<Object> undeclared = new HashSet<>(fields.keySet());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(types.typeHash(struct).toArray());
    enter(path);
    for (Field field : types.fields(struct)) {
      undeclared.remove(field.name());
      out.writeBytes(word(field.type(), fields.get(field.name()), path + "." + field.name()));
    }
    depth--;
    if (!undeclared.isEmpty()) {
      throw wrong(path, "fields that " + struct + " does not declare: " + undeclared);
    }
    return Bytes.wrap(out.toByteArray());
  }

  private byte[] word(String type, @Nullable Object value, String path) {
    if (value == null) {
      throw wrong(path, "missing or null");
    }
    if (TypedDataTypes.isArray(type)) {
      return hashArray(type, value, path);
    }
    if (types.isStruct(type)) {
      return encodeStruct(type, value, path).keccak256().toArray();
    }
    return switch (type) {
      case "bool" -> word(bool(value, path) ? U256.ONE : U256.ZERO);
      case "string" -> Keccak256.hash(string(value, path).getBytes(UTF_8)).toArray();
      case "bytes" -> bytes(value, path).keccak256().toArray();
      case "address" -> leftPadded(address(value, path));
      default ->
          type.startsWith("bytes")
              ? fixedBytes(Integer.parseInt(type.substring(5)), value, path)
              : integer(type, value, path);
    };
  }

  private byte[] hashArray(String type, Object value, String path) {
    int length = TypedDataTypes.arrayLength(type);
    if (!(value instanceof List<?> elements) || (length >= 0 && elements.size() != length)) {
      throw wrong(path, "not a list that fits " + type);
    }
    String elementType = TypedDataTypes.elementType(type);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    enter(path);
    for (int i = 0; i < elements.size(); i++) {
      out.writeBytes(word(elementType, elements.get(i), path + "[" + i + "]"));
    }
    depth--;
    return Keccak256.hash(out.toByteArray()).toArray();
  }

  /// Two's complement in 256 bits, after the check against the type's own size.
  private static byte[] integer(String type, Object value, String path) {
    boolean signed = type.startsWith("i");
    int bits = Integer.parseInt(type.substring(signed ? 3 : 4));
    BigInteger number = number(value, path);
    boolean fits =
        signed ? number.bitLength() < bits : number.signum() >= 0 && number.bitLength() <= bits;
    if (!fits) {
      throw wrong(path, number + " does not fit " + type);
    }
    return word(U256.of(number.mod(TWO_TO_256)));
  }

  private static BigInteger number(Object value, String path) {
    return switch (value) {
      case BigInteger whole -> whole;
      case U256 whole -> whole.toBigInteger();
      case Long whole -> BigInteger.valueOf(whole);
      case Integer whole -> BigInteger.valueOf(whole);
      case String text when NUMBER.matcher(text).matches() ->
          text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
      default -> throw wrong(path, "not a whole number: " + value);
    };
  }

  private static boolean bool(Object value, String path) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw wrong(path, "not true or false: " + value);
  }

  private static String string(Object value, String path) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(path, "not a string: " + value);
  }

  private static Address address(Object value, String path) {
    try {
      return value instanceof Address address
          ? address
          : Address.fromChecksumHex(string(value, path));
    } catch (IllegalArgumentException malformed) {
      throw wrong(path, "not an address: " + malformed.getMessage());
    }
  }

  private static Bytes bytes(Object value, String path) {
    try {
      return switch (value) {
        case Bytes bytes -> bytes;
        case Hash hash -> hash.toBytes();
        default -> Bytes.fromHex(string(value, path));
      };
    } catch (IllegalArgumentException malformed) {
      throw wrong(path, "not bytes: " + malformed.getMessage());
    }
  }

  /// Padded with zeros on the right.
  private static byte[] fixedBytes(int size, Object value, String path) {
    Bytes bytes = bytes(value, path);
    if (bytes.size() != size) {
      throw wrong(path, "%d bytes where bytes%d is due".formatted(bytes.size(), size));
    }
    return Arrays.copyOf(bytes.unsafeArray(), 32);
  }

  private static byte[] leftPadded(Address address) {
    byte[] word = new byte[32];
    address.writeTo(word, 12);
    return word;
  }

  private static byte[] word(U256 value) {
    return value.toArray32();
  }

  private void enter(String path) {
    if (++depth > MAX_DEPTH) {
      throw wrong(path, "nested deeper than " + MAX_DEPTH);
    }
  }

  private static IllegalArgumentException wrong(String path, String what) {
    return new IllegalArgumentException(path + ": " + what);
  }
}
