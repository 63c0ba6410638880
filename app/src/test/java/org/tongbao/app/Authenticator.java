package org.tongbao.app;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An authenticator app (RFC 6238) that was given a secret.
record Authenticator(String secret) {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /// The code of a time.
  String code(Instant time) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key(), "HmacSHA1"));
    byte[] step = ByteBuffer.allocate(8).putLong(time.getEpochSecond() / 30).array();
    byte[] hash = mac.doFinal(step);
    int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  private byte[] key() {
    ByteBuffer key = ByteBuffer.allocate(secret.length() * 5 / 8);
    long held = 0;
    int bits = 0;
    for (int i = 0; i < secret.length(); i++) {
      held = (held << 5) | ALPHABET.indexOf(secret.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        key.put((byte) (held >> bits));
      }
    }
    return key.array();
  }
}
