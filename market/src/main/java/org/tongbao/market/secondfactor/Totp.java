package org.tongbao.market.secondfactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that follow from a secret and the time (RFC 6238 over RFC 4226): HMAC-SHA-1, six digits,
/// steps of 30 seconds, which is what every authenticator app knows.
final class Totp {
  static final int SECRET_SIZE = 20;
  static final int DIGITS = 6;

  private static final long STEP_SECONDS = 30;

  /// One step before and after: clocks differ, and typing takes time.
  private static final long TOLERATED = 1;

  private static final int MODULUS = 1_000_000;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
  }

  static String code(byte[] secret, long step) {
    byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = mac[mac.length - 1] & 0xf;
    int number = ByteBuffer.wrap(mac).getInt(offset) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
  }

  /// The step that this is the code of, if it is one of now. Takes the same time for every code.
  static OptionalLong step(byte[] secret, String code, Instant now) {
    byte[] given = code.getBytes(StandardCharsets.US_ASCII);
    OptionalLong found = OptionalLong.empty();
    for (long step = step(now) - TOLERATED; step <= step(now) + TOLERATED; step++) {
      byte[] right = code(secret, step).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(given, right)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /// RFC 4648, without padding, as apps take it.
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte each : bytes) {
      held = (held << 8) | (each & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((held >> bits) & 0x1f));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((held << (5 - bits)) & 0x1f));
    }
    return text.toString();
  }

  private static byte[] hmac(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
