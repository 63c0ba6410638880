package org.tongbao.market.auditlog;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// How entries are linked: SHA-256 of the position (8 bytes, big-endian), the hash before it (32
/// bytes; zeros for the first) and then id, time, actor, action, merchant, subject, details and
/// request id, each as UTF-8 behind its length (4 bytes, big-endian). What is absent is empty; the
/// time is that of [java.time.Instant#toString].
final class AuditHash {
  private AuditHash() {}

  static String of(long position, String before, AuditEntry entry) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(position);
      out.write(HexFormat.of().parseHex(before));
      for (String field :
          List.of(
              entry.id().toString(),
              entry.at().toString(),
              entry.actor(),
              entry.action(),
              entry.merchant() == null ? "" : entry.merchant().toString(),
              entry.subject(),
              entry.details(),
              entry.requestId())) {
        byte[] text = field.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return HexFormat.of().formatHex(sha256(bytes.toByteArray()));
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
