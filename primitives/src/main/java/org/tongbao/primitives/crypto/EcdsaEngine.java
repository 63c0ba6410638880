package org.tongbao.primitives.crypto;

import org.jspecify.annotations.Nullable;

/// The secp256k1 operations that have a native and a Java form. Both answer the same for every
/// input; `Secp256k1ParityTest` holds them to it.
///
/// Hashes, secrets and tweaks are 32 bytes, public keys 64 (`x ‖ y`), compact signatures 64 (`r ‖
/// s`), all big-endian. Implementations are thread-safe and keep no reference to their arguments.
sealed interface EcdsaEngine permits NativeEngine, JavaEngine {
  /// The public key of a secret in 1…n−1.
  byte[] publicKey(byte[] secret);

  /// Signs with the nonce of RFC 6979 (HMAC-SHA-256); `s` comes out low.
  ///
  /// @param publicKey the key that belongs to `secret`; the caller keeps it anyway
  Signature sign(byte[] hash, byte[] secret, byte[] publicKey);

  /// The public key that made the signature, or null when there is none: `r` or `s` out of range,
  /// no point with that x, or the point at infinity.
  ///
  /// @param recoveryId bit 0: the parity of y; bit 1: x is `r + n`
  byte @Nullable [] recover(byte[] hash, byte[] compact, int recoveryId);

  /// Plain ECDSA: a high `s` is as good as a low one. False for an invalid public key.
  boolean verify(byte[] hash, byte[] compact, byte[] publicKey);

  /// `secret + tweak mod n`; null when the tweak is not below n or the sum is zero.
  byte @Nullable [] addToSecret(byte[] secret, byte[] tweak);

  /// `publicKey + tweak·G`; null when the tweak is not below n or the sum is infinity.
  byte @Nullable [] addToPublicKey(byte[] publicKey, byte[] tweak);

  /// The point of a 33-byte compressed key, or null when it is none.
  byte @Nullable [] decompress(byte[] compressed);
}
