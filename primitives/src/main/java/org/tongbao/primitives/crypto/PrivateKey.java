package org.tongbao.primitives.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;

/// A secp256k1 private key with its public key and account.
///
/// Never shows the secret in `toString` or an error. `destroy` wipes it; after that the key tells
/// its address but signs no more. Thread-safe.
public final class PrivateKey implements Destroyable {
  private static final int SIZE = 32;

  private final byte[] publicKey;
  private final Address address;
  private byte @Nullable [] secret;

  private PrivateKey(byte[] secret) {
    this.secret = secret;
    this.publicKey = Secp256k1.ENGINE.publicKey(secret);
    this.address = Secp256k1.address(publicKey);
  }

  /// A key from its 32 bytes, which are copied.
  ///
  /// @throws IllegalArgumentException unless the value lies in 1…n−1
  public static PrivateKey of(byte[] secret) {
    if (secret.length != SIZE) {
      throw new IllegalArgumentException("a private key has 32 bytes, not " + secret.length);
    }
    if (!Secp256k1.isScalar(U256.fromBytes(secret))) {
      throw new IllegalArgumentException("the private key is zero or not below the group order");
    }
    return new PrivateKey(secret.clone());
  }

  public static PrivateKey of(Hash secret) {
    return of(secret.toArray());
  }

  /// A key from `0x` and 64 hex digits.
  public static PrivateKey fromHex(String hex) {
    try {
      return of(Hex.decode(hex));
    } catch (IllegalArgumentException malformed) {
      // Without the cause: its message may quote the secret.
      throw new IllegalArgumentException("not a private key: 0x and 64 hex digits, 1…n−1");
    }
  }

  /// A fresh key.
  public static PrivateKey generate(SecureRandom random) {
    byte[] candidate = new byte[SIZE];
    do {
      random.nextBytes(candidate);
    } while (!Secp256k1.isScalar(U256.fromBytes(candidate)));
    return new PrivateKey(candidate);
  }

  public Address address() {
    return address;
  }

  /// 64 bytes, `x ‖ y`.
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /// A copy of the secret, for a keystore; the caller wipes it.
  public synchronized byte[] exportSecret() {
    return requireSecret().clone();
  }

  /// Signs a hash, as `Secp256k1.sign`.
  public Signature sign(Hash hash) {
    byte[] copy = exportSecret();
    try {
      return Secp256k1.ENGINE.sign(hash.toArray(), copy, publicKey);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /// `this + tweak mod n`, or null when that is no key (BIP-32).
  @Nullable PrivateKey add(byte[] tweak) {
    byte[] copy = exportSecret();
    try {
      byte[] sum = Secp256k1.ENGINE.addToSecret(copy, tweak);
      return sum == null ? null : new PrivateKey(sum);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public synchronized void destroy() {
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
      secret = null;
    }
  }

  @Override
  public synchronized boolean isDestroyed() {
    return secret == null;
  }

  /// Two keys are equal when their public keys are: the secret is not compared.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PrivateKey key && MessageDigest.isEqual(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return "PrivateKey[of " + address.toChecksumHex() + "]";
  }

  private byte[] requireSecret() {
    if (secret == null) {
      throw new IllegalStateException("the private key of " + address + " has been destroyed");
    }
    return secret;
  }
}
