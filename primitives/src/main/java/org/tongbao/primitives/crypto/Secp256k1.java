package org.tongbao.primitives.crypto;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// ECDSA over secp256k1 (SEC 2 v2.0 §2.4.1), the signatures of accounts.
///
/// libsecp256k1 does the work where it loads, Bouncy Castle's curve elsewhere, with equal answers.
/// Setting the system property `tongbao.secp256k1=java` forces the latter; it is read once. All
/// methods are thread-safe; bench/results has what they cost.
public final class Secp256k1 {
  /// The order n of the group.
  public static final U256 ORDER =
      U256.fromHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

  /// (n − 1) / 2: the greatest `s` a transaction may have (EIP-2).
  public static final U256 HALF_ORDER =
      U256.fromHex("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

  static final EcdsaEngine ENGINE = select(System.getProperty("tongbao.secp256k1", "native"));

  private Secp256k1() {}

  /// Whether libsecp256k1 is in use.
  public static boolean isNative() {
    return ENGINE instanceof NativeEngine;
  }

  /// Signs a hash: deterministic (RFC 6979) and with a low `s`.
  ///
  /// @throws IllegalStateException when the key has been destroyed
  public static Signature sign(Hash hash, PrivateKey key) {
    return key.sign(hash);
  }

  /// The account whose key made the signature, or null when no key can have made it. `yParity` must
  /// be 0 or 1; a high `s` is accepted, as by the precompile at 0x01.
  public static @Nullable Address recover(Hash hash, int yParity, U256 r, U256 s) {
    byte[] publicKey = recoverPublicKey(hash, yParity, r, s);
    return publicKey == null ? null : address(publicKey);
  }

  /// As `recover`, the public key itself: 64 bytes, `x ‖ y`.
  public static byte @Nullable [] recoverPublicKey(Hash hash, int yParity, U256 r, U256 s) {
    if ((yParity & ~1) != 0 || !isScalar(r) || !isScalar(s)) {
      return null;
    }
    byte[] compact = new byte[64];
    r.writeTo(compact, 0);
    s.writeTo(compact, 32);
    return ENGINE.recover(hash.toArray(), compact, yParity);
  }

  /// Whether the key made the signature. Plain ECDSA: the parity is not looked at, and a high `s`
  /// is accepted; ask `Signature.isLowS` where EIP-2 applies.
  ///
  /// @param publicKey 64 bytes, `x ‖ y`; a point off the curve verifies nothing
  public static boolean verify(Hash hash, Signature signature, byte[] publicKey) {
    requirePublicKey(publicKey);
    return isScalar(signature.r())
        && isScalar(signature.s())
        && ENGINE.verify(hash.toArray(), signature.compact(), publicKey);
  }

  /// The account of a public key: the last 20 bytes of its keccak-256 (Yellow Paper appendix F).
  public static Address address(byte[] publicKey) {
    requirePublicKey(publicKey);
    long[] word = new long[4];
    Keccak256.hashToWord(publicKey, 0, publicKey.length, word, 0);
    return Address.fromWord(word, 0);
  }

  /// The 33-byte compressed form (SEC 1 §2.3.3) of a 64-byte key.
  public static byte[] compress(byte[] publicKey) {
    requirePublicKey(publicKey);
    byte[] out = new byte[33];
    out[0] = (byte) (2 + (publicKey[63] & 1));
    System.arraycopy(publicKey, 0, out, 1, 32);
    return out;
  }

  /// The 64-byte form of a compressed key, or null when it names no point.
  public static byte @Nullable [] decompress(byte[] compressed) {
    return compressed.length == 33 ? ENGINE.decompress(compressed) : null;
  }

  /// Whether a value lies in 1…n−1.
  static boolean isScalar(U256 value) {
    return !value.isZero() && value.compareTo(ORDER) < 0;
  }

  private static void requirePublicKey(byte[] publicKey) {
    if (publicKey.length != 64) {
      throw new IllegalArgumentException("a public key has 64 bytes, not " + publicKey.length);
    }
  }

  static EcdsaEngine select(String wanted) {
    NativeEngine loaded =
        switch (wanted) {
          case "native" -> NativeEngine.load();
          case "java" -> null;
          default ->
              throw new IllegalArgumentException(
                  "tongbao.secp256k1 is native or java, not " + wanted);
        };
    return loaded != null ? loaded : new JavaEngine();
  }
}
