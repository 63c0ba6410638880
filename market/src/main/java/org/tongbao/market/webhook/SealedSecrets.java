package org.tongbao.market.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.key.MasterKeyChange;
import org.tongbao.ledger.key.SecretSeal;
import org.tongbao.primitives.Bytes;

/// Secrets as they are kept: sealed under the master key, each for its endpoint alone. Those from
/// before that was so stand there plainly until they are sealed. Thread-safe.
@Component
class SealedSecrets {
  private static final String PURPOSE = "webhook";
  private static final String SEALED = "sealed:";

  private final SecretSeal seal;

  SealedSecrets(SecretSeal seal) {
    this.seal = seal;
  }

  String seal(UUID endpoint, Secret secret) {
    byte[] bytes = secret.text().getBytes(StandardCharsets.UTF_8);
    try {
      return SEALED + seal.seal(PURPOSE, owner(endpoint), bytes).toHex();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Which master key seals now.
  String masterKeyId() {
    return seal.masterKeyId();
  }

  /// What is kept, under the next master key.
  static String reseal(
      MasterKeyChange change, UUID endpoint, String kept, @Nullable String masterKeyId) {
    if (isPlain(kept)) {
      byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
      return SEALED + change.seal(PURPOSE, owner(endpoint), bytes).toHex();
    }
    Bytes sealed = Bytes.fromHex(kept.substring(SEALED.length()));
    return SEALED + change.reseal(PURPOSE, owner(endpoint), sealed, masterKeyId).toHex();
  }

  Secret open(UUID endpoint, String kept) {
    if (isPlain(kept)) {
      return new Secret(kept);
    }
    Bytes sealed = Bytes.fromHex(kept.substring(SEALED.length()));
    byte[] bytes = seal.open(PURPOSE, owner(endpoint), sealed);
    try {
      return new Secret(new String(bytes, StandardCharsets.UTF_8));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static boolean isPlain(String kept) {
    return !kept.startsWith(SEALED);
  }

  private static Bytes owner(UUID endpoint) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(endpoint.getMostSignificantBits())
            .putLong(endpoint.getLeastSignificantBits())
            .array());
  }
}
