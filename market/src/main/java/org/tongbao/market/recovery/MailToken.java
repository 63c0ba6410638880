package org.tongbao.market.recovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.UserId;

/// What a link in a mail stands for. The word in the link is random and is not kept; its hash is.
///
/// @param address where the mail went
record MailToken(UserId user, Purpose purpose, LoginName address) {
  enum Purpose {
    /// Another password.
    RECOVERY,
    /// The address and a first password of a user who came by an import.
    INVITATION,
    /// The address is the user's.
    PROOF,
    /// The address becomes the user's.
    CHANGE
  }

  private static final int SIZE = 32;

  /// A new word for a link.
  static String word(SecureRandom random) {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String word) {
    try {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
