package org.tongbao.primitives.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// PBKDF2 (RFC 8018 §5.2) of the JDK, with the password in UTF-8.
final class Pbkdf2 {
  private Pbkdf2() {}

  static byte[] hmacSha256(char[] password, byte[] salt, int iterations, int size) {
    return derive("PBKDF2WithHmacSHA256", password, salt, iterations, size);
  }

  static byte[] hmacSha512(char[] password, byte[] salt, int iterations, int size) {
    return derive("PBKDF2WithHmacSHA512", password, salt, iterations, size);
  }

  private static byte[] derive(
      String algorithm, char[] password, byte[] salt, int iterations, int size) {
    PBEKeySpec spec =
        new PBEKeySpec(password, salt, iterations, Math.multiplyExact(size, Byte.SIZE));
    try {
      return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("this JDK has no " + algorithm, absent);
    } finally {
      spec.clearPassword();
    }
  }
}
