package org.tongbao.primitives.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.primitives.Bytes;

/// How a password becomes the key of a keystore.
///
/// Costs are bounded, so that a hostile file takes at most 256 MiB and a few seconds. What clients
/// write by themselves lies well inside: 256 MiB at most, in one pass.
sealed interface KeyDerivation {
  /// The bytes of key that a keystore uses; a file may ask for more, of which these are the first.
  int SIZE = 32;

  int MAX_SALT_SIZE = 1024;

  byte[] derive(char[] password);

  /// The `kdf` and `kdfparams` of a file.
  Map<String, Object> describe();

  /// RFC 7914.
  record WithScrypt(int n, int r, int p, Bytes salt) implements KeyDerivation {
    private static final int MAX_MEMORY = 256 << 20;
    private static final int MAX_PASSES_AT_FULL_MEMORY = 4;

    public WithScrypt {
      if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || p < 1 || salt.isEmpty()) {
        throw new KeyStoreException(
            KeyStoreException.Reason.MALFORMED,
            "scrypt with n=%d r=%d p=%d and %d bytes of salt".formatted(n, r, p, salt.size()));
      }
      long rows = MAX_MEMORY / 128 / (long) r;
      boolean bounded =
          n <= rows
              && p <= rows
              && p <= MAX_PASSES_AT_FULL_MEMORY * rows / n
              && salt.size() <= MAX_SALT_SIZE;
      if (!bounded) {
        throw new KeyStoreException(
            KeyStoreException.Reason.TOO_COSTLY, "scrypt with n=%d r=%d p=%d".formatted(n, r, p));
      }
    }

    @Override
    public byte[] derive(char[] password) {
      return Scrypt.derive(password, salt.unsafeArray(), n, r, p, SIZE);
    }

    @Override
    public Map<String, Object> describe() {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("dklen", SIZE);
      parameters.put("n", n);
      parameters.put("r", r);
      parameters.put("p", p);
      parameters.put("salt", KeyStoreV3.hex(salt));
      return Map.of("kdf", "scrypt", "kdfparams", parameters);
    }
  }

  /// PBKDF2 with HMAC-SHA-256.
  record WithPbkdf2(int iterations, Bytes salt) implements KeyDerivation {
    private static final int MAX_ITERATIONS = 10_000_000;

    public WithPbkdf2 {
      if (iterations < 1 || salt.isEmpty()) {
        throw new KeyStoreException(
            KeyStoreException.Reason.MALFORMED, "pbkdf2 with c=" + iterations + " or without salt");
      }
      if (iterations > MAX_ITERATIONS || salt.size() > MAX_SALT_SIZE) {
        throw new KeyStoreException(
            KeyStoreException.Reason.TOO_COSTLY, "pbkdf2 with c=" + iterations);
      }
    }

    @Override
    public byte[] derive(char[] password) {
      return Pbkdf2.hmacSha256(password, salt.unsafeArray(), iterations, SIZE);
    }

    @Override
    public Map<String, Object> describe() {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("dklen", SIZE);
      parameters.put("c", iterations);
      parameters.put("prf", "hmac-sha256");
      parameters.put("salt", KeyStoreV3.hex(salt));
      return Map.of("kdf", "pbkdf2", "kdfparams", parameters);
    }
  }
}
