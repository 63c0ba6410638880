package org.tongbao.primitives.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/// Bitcoin's text form of bytes: base 58 with four bytes of double SHA-256 behind.
final class Base58Check {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);
  private static final int CHECKSUM_SIZE = 4;

  private Base58Check() {}

  static String encode(byte[] payload) {
    byte[] bytes = Arrays.copyOf(payload, payload.length + CHECKSUM_SIZE);
    System.arraycopy(checksum(payload), 0, bytes, payload.length, CHECKSUM_SIZE);
    StringBuilder reversed = new StringBuilder();
    for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BASE)) {
      reversed.append(ALPHABET.charAt(rest.mod(BASE).intValue()));
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      reversed.append(ALPHABET.charAt(0));
    }
    return reversed.reverse().toString();
  }

  /// The payload of exactly `size` bytes, or null for anything else. Works on short texts only: the
  /// time grows with the square of the length, so the length is checked first.
  static byte @Nullable [] decode(String text, int size) {
    if (text.length() > 2 * (size + CHECKSUM_SIZE)) {
      return null;
    }
    BigInteger number = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return null;
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
      zeros += number.signum() == 0 ? 1 : 0;
    }
    int length = (number.bitLength() + 7) / 8;
    if (zeros + length != size + CHECKSUM_SIZE) {
      return null;
    }
    byte[] bytes = BigIntegers.asUnsignedByteArray(size + CHECKSUM_SIZE, number);
    byte[] payload = Arrays.copyOf(bytes, size);
    byte[] expected = checksum(payload);
    return Arrays.equals(bytes, size, size + CHECKSUM_SIZE, expected, 0, CHECKSUM_SIZE)
        ? payload
        : null;
  }

  private static byte[] checksum(byte[] payload) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sha256.digest(sha256.digest(payload)), CHECKSUM_SIZE);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
