package org.tongbao.primitives.crypto;

import static org.tongbao.primitives.crypto.KeyStoreException.Reason.MALFORMED;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Reads the document of a keystore.
final class KeyStoreReader {
  private static final int VERSION = 3;
  private static final int MAX_HEX = 4096;

  private KeyStoreReader() {}

  static KeyStoreV3 read(Map<?, ?> document) {
    if (integer(document, "version") != VERSION) {
      throw malformed("version: not 3");
    }
    Map<?, ?> crypto = object(document, "crypto");
    requireText(crypto, "cipher", "aes-128-ctr");
    Bytes mac = hex(crypto, "mac");
    if (mac.size() != Hash.SIZE) {
      throw malformed("mac: %d bytes".formatted(mac.size()));
    }
    Object id = find(document, "id");
    return KeyStoreV3.of(
        id instanceof String text ? text : "",
        address(document),
        derivation(crypto),
        hex(object(crypto, "cipherparams"), "iv"),
        hex(crypto, "ciphertext"),
        Hash.of(mac.unsafeArray()));
  }

  private static KeyDerivation derivation(Map<?, ?> crypto) {
    Map<?, ?> parameters = object(crypto, "kdfparams");
    if (integer(parameters, "dklen") < KeyDerivation.SIZE) {
      throw malformed("dklen: below 32");
    }
    Bytes salt = hex(parameters, "salt");
    String kdf = text(crypto, "kdf");
    return switch (kdf.toLowerCase(Locale.ROOT)) {
      case "scrypt" ->
          new KeyDerivation.WithScrypt(
              integer(parameters, "n"), integer(parameters, "r"), integer(parameters, "p"), salt);
      case "pbkdf2" -> {
        requireText(parameters, "prf", "hmac-sha256");
        yield new KeyDerivation.WithPbkdf2(integer(parameters, "c"), salt);
      }
      default -> throw malformed("kdf: " + kdf);
    };
  }

  private static @Nullable Address address(Map<?, ?> document) {
    Object value = find(document, "address");
    if (value == null || value.equals("")) {
      return null;
    }
    Bytes bytes = hex(document, "address");
    if (bytes.size() != Address.SIZE) {
      throw malformed("address: %d bytes".formatted(bytes.size()));
    }
    return Address.of(bytes.unsafeArray());
  }

  private static void requireText(Map<?, ?> parent, String name, String expected) {
    String actual = text(parent, name);
    if (!actual.equalsIgnoreCase(expected)) {
      throw malformed("%s: %s where %s is supported".formatted(name, actual, expected));
    }
  }

  private static Map<?, ?> object(Map<?, ?> parent, String name) {
    if (find(parent, name) instanceof Map<?, ?> map) {
      return map;
    }
    throw malformed(name + ": not an object");
  }

  private static String text(Map<?, ?> parent, String name) {
    if (find(parent, name) instanceof String text && text.length() <= MAX_HEX) {
      return text;
    }
    throw malformed(name + ": not a string, or a long one");
  }

  private static Bytes hex(Map<?, ?> parent, String name) {
    String text = text(parent, name);
    try {
      return Bytes.fromHex(text.startsWith("0x") ? text : "0x" + text);
    } catch (IllegalArgumentException notHex) {
      throw malformed(name + ": " + notHex.getMessage());
    }
  }

  private static int integer(Map<?, ?> parent, String name) {
    return switch (find(parent, name)) {
      case Integer value -> value;
      case Long value when value == value.intValue() -> value.intValue();
      case BigInteger value when value.bitLength() < Integer.SIZE -> value.intValue();
      case null, default -> throw malformed(name + ": not a number of 32 bits");
    };
  }

  /// Old files say `Crypto` and `KDF`.
  private static @Nullable Object find(Map<?, ?> parent, String name) {
    for (Map.Entry<?, ?> entry : parent.entrySet()) {
      if (entry.getKey() instanceof String key && key.equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static KeyStoreException malformed(String message) {
    return new KeyStoreException(MALFORMED, message);
  }
}
