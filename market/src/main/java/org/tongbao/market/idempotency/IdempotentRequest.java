package org.tongbao.market.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tongbao.market.error.DomainException;

/// What a write is recognised by. The key itself is not kept: it keys the fingerprint, so that who
/// reads the table cannot try out what a body, say a password, may have been.
///
/// @param scope who asks; nobody sees the answers of another scope
/// @param key SHA-256 of the key, in hex
/// @param fingerprint HMAC-SHA-256 of method, target and body under the key, in hex
record IdempotentRequest(String scope, String key, String fingerprint) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:~+/=-]{16,128}");

  static IdempotentRequest of(String scope, String key, String method, String target, byte[] body) {
    return new IdempotentRequest(
        scope, hex(sha256(utf8(key))), fingerprint(key, method, target, body));
  }

  /// The key in the header's value. The draft spells it as a quoted string (RFC 8941); the bare
  /// form, which most interfaces use, is the same key.
  static String key(String header) {
    boolean quoted = header.length() > 2 && header.startsWith("\"") && header.endsWith("\"");
    String key = quoted ? header.substring(1, header.length() - 1) : header;
    if (!KEY.matcher(key).matches()) {
      throw new DomainException(IdempotencyError.KEY_MALFORMED);
    }
    return key;
  }

  /// The scope of somebody who has not signed in: the browser's secret, hashed.
  static String scopeOf(String secret) {
    return "anonymous:" + hex(sha256(utf8(secret)));
  }

  /// Each part is preceded by its length, so that no two requests run into the same bytes.
  private static String fingerprint(String key, String method, String target, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(utf8(key), "HmacSHA256"));
      for (byte[] part : new byte[][] {utf8(method), utf8(target), body}) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
      }
      return hex(mac.doFinal());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
