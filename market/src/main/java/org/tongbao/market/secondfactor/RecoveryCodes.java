package org.tongbao.market.secondfactor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tongbao.market.identity.UserId;

/// Codes for the day on which the app is lost: 120 bits each, so that a plain hash keeps them.
final class RecoveryCodes {
  static final int COUNT = 10;

  private static final int SIZE = 15;
  private static final int GROUP = 6;

  private RecoveryCodes() {}

  static List<String> create(SecureRandom random) {
    return Stream.generate(() -> one(random)).limit(COUNT).toList();
  }

  /// Four groups of six letters and digits.
  private static String one(SecureRandom random) {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return Totp.base32(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
  }

  /// What is kept of a code, however it was typed.
  static String hash(UserId user, String code) {
    String plain = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", "");
    try {
      byte[] text = ("recovery code of " + user + ": " + plain).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
