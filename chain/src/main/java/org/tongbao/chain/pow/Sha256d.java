package org.tongbao.chain.pow;

import java.security.DigestException;
import java.security.MessageDigest;

/// SHA-256 applied twice, as Bitcoin hashes headers, transactions and Merkle nodes.
public final class Sha256d {
  static final int SIZE = 32;

  private Sha256d() {}

  /// SHA-256(SHA-256(data)). Thread-safe.
  public static byte[] hash(byte[] data) {
    MessageDigest digest = SealHash.sha256();
    return digest.digest(digest.digest(data));
  }

  /// The hash of two 32-byte nodes side by side: one step up a Merkle tree.
  static byte[] hashPair(byte[] left, byte[] right) {
    MessageDigest digest = SealHash.sha256();
    digest.update(left);
    digest.update(right);
    return digest.digest(digest.digest());
  }

  /// Hashes `data` with a digest of the caller's into `out`, without allocating.
  static void hashInto(MessageDigest digest, byte[] data, byte[] out) {
    try {
      digest.update(data);
      digest.digest(out, 0, SIZE);
      digest.update(out, 0, SIZE);
      digest.digest(out, 0, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold a SHA-256 hash", e);
    }
  }
}
