package org.tongbao.primitives.crypto;

import static org.tongbao.primitives.crypto.KeyStoreException.Reason.MALFORMED;
import static org.tongbao.primitives.crypto.KeyStoreException.Reason.WRONG_PASSWORD;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// A private key encrypted under a password: the file format of Ethereum clients (Web3 Secret
/// Storage, version 3). Reads scrypt and PBKDF2, writes scrypt.
///
/// The file is taken and given as the maps of a parsed JSON document. Passwords are taken as they
/// are, in UTF-8; they are not normalised, and the caller wipes them.
public final class KeyStoreV3 {
  private static final int IV_SIZE = 16;

  private final String id;
  private final @Nullable Address address;
  private final KeyDerivation derivation;
  private final Bytes iv;
  private final Bytes ciphertext;
  private final Hash mac;

  private KeyStoreV3(
      String id,
      @Nullable Address address,
      KeyDerivation derivation,
      Bytes iv,
      Bytes ciphertext,
      Hash mac) {
    this.id = id;
    this.address = address;
    this.derivation = derivation;
    this.iv = iv;
    this.ciphertext = ciphertext;
    this.mac = mac;
  }

  /// Encrypts a key.
  public static KeyStoreV3 create(
      PrivateKey key, char[] password, ScryptCost cost, SecureRandom random) {
    Bytes salt = randomBytes(random, KeyDerivation.SIZE);
    return create(
        key,
        password,
        new KeyDerivation.WithScrypt(cost.n, ScryptCost.BLOCK_SIZE, cost.p, salt),
        random);
  }

  static KeyStoreV3 create(
      PrivateKey key, char[] password, KeyDerivation derivation, SecureRandom random) {
    Bytes iv = randomBytes(random, IV_SIZE);
    byte[] derived = derivation.derive(password);
    byte[] secret = key.exportSecret();
    try {
      Bytes ciphertext = Bytes.wrap(aesCtr(Cipher.ENCRYPT_MODE, derived, iv, secret));
      String id = uuid(random).toString();
      return new KeyStoreV3(
          id, key.address(), derivation, iv, ciphertext, mac(derived, ciphertext));
    } finally {
      Arrays.fill(derived, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// Reads a file, with the liberties that clients take: names in any case, hex with or without
  /// `0x`, no id, no address.
  ///
  /// @throws KeyStoreException when it is no such file, or opening it would cost too much
  public static KeyStoreV3 parse(Map<?, ?> document) {
    return KeyStoreReader.read(document);
  }

  static KeyStoreV3 of(
      String id,
      @Nullable Address address,
      KeyDerivation derivation,
      Bytes iv,
      Bytes ciphertext,
      Hash mac) {
    if (iv.size() != IV_SIZE || ciphertext.size() != KeyDerivation.SIZE) {
      throw new KeyStoreException(
          MALFORMED,
          "iv of %d bytes, ciphertext of %d bytes".formatted(iv.size(), ciphertext.size()));
    }
    return new KeyStoreV3(id, address, derivation, iv, ciphertext, mac);
  }

  /// Decrypts the key. Takes as long as the file's parameters ask for, up to a few seconds.
  ///
  /// @throws KeyStoreException when the password is wrong, or the content is not the key of the
  ///   file's address
  public PrivateKey open(char[] password) {
    byte[] derived = derivation.derive(password);
    byte[] secret = new byte[0];
    try {
      if (!MessageDigest.isEqual(mac(derived, ciphertext).toArray(), mac.toArray())) {
        throw new KeyStoreException(WRONG_PASSWORD, "wrong password, or a changed keystore");
      }
      secret = aesCtr(Cipher.DECRYPT_MODE, derived, iv, ciphertext.unsafeArray());
      PrivateKey key = PrivateKey.of(secret);
      if (address != null && !address.equals(key.address())) {
        throw new KeyStoreException(
            MALFORMED, "address: %s, but the key is of %s".formatted(address, key.address()));
      }
      return key;
    } finally {
      Arrays.fill(derived, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// The account, as far as the file tells: not proven before `open`.
  public @Nullable Address address() {
    return address;
  }

  /// The document, ready for a JSON writer.
  public Map<String, Object> toTree() {
    Map<String, Object> crypto = new LinkedHashMap<>();
    crypto.put("cipher", "aes-128-ctr");
    crypto.put("cipherparams", Map.of("iv", hex(iv)));
    crypto.put("ciphertext", hex(ciphertext));
    crypto.putAll(derivation.describe());
    crypto.put("mac", hex(mac.toBytes()));
    Map<String, Object> tree = new LinkedHashMap<>();
    if (address != null) {
      tree.put("address", hex(address.toBytes()));
    }
    tree.put("crypto", crypto);
    tree.put("id", id);
    tree.put("version", 3);
    return tree;
  }

  /// Without `0x`, as the format has it.
  static String hex(Bytes bytes) {
    return bytes.toHex().substring(2);
  }

  /// keccak256(second half of the derived key ‖ ciphertext).
  private static Hash mac(byte[] derived, Bytes ciphertext) {
    return Bytes.copyOf(derived, 16, 16).concat(ciphertext).keccak256();
  }

  private static byte[] aesCtr(int mode, byte[] derived, Bytes iv, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(derived, 0, 16, "AES"), new IvParameterSpec(iv.unsafeArray()));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-128-CTR failed to run", impossible);
    }
  }

  private static Bytes randomBytes(SecureRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /// Version 4 (RFC 9562), from the caller's source.
  private static UUID uuid(SecureRandom random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  @Override
  public String toString() {
    return "KeyStoreV3[id=" + id + ", address=" + address + "]";
  }
}
