package org.tongbao.market.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.market.web.BearerToken;

/// A key as its holder has it: `tb_`, eight characters by which it is found, and 40 that nobody
/// guesses (238 bits). That is why a plain SHA-256 of it is enough to keep.
record KeySecret(String prefix, String text) {
  static final int PREFIX_LENGTH = 8;
  static final int SECRET_LENGTH = 40;

  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM =
      Pattern.compile(BearerToken.PREFIX + "([0-9A-Za-z]{8})_[0-9A-Za-z]{40}");
  private static final SecureRandom RANDOM = new SecureRandom();

  static KeySecret next() {
    String prefix = letters(PREFIX_LENGTH);
    String text = BearerToken.PREFIX + prefix + "_" + letters(SECRET_LENGTH);
    return new KeySecret(prefix, text);
  }

  static Optional<KeySecret> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new KeySecret(form.group(1), text)) : Optional.empty();
  }

  String hash() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Takes the same time wherever they differ.
  boolean hasHash(String kept) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), kept.getBytes(StandardCharsets.US_ASCII));
  }

  /// Without the secret.
  @Override
  public String toString() {
    return BearerToken.PREFIX + prefix + "_…";
  }

  private static String letters(int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
