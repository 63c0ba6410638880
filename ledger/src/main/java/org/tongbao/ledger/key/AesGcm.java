package org.tongbao.ledger.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// AES-256-GCM with a random nonce before the ciphertext; bound to a purpose and an owner, so that
/// nothing sealed for one opens as another's.
final class AesGcm {
  static final int KEY_SIZE = 32;
  private static final int NONCE_SIZE = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  static Bytes seal(
      byte[] key, String purpose, Address account, byte[] secret, SecureRandom random) {
    return seal(key, purpose, account.toBytes(), secret, random);
  }

  static Bytes seal(byte[] key, String purpose, Bytes owner, byte[] secret, SecureRandom random) {
    byte[] nonce = new byte[NONCE_SIZE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose, owner);
      return Bytes.wrap(nonce).concat(Bytes.wrap(cipher.doFinal(secret)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-256-GCM failed to run", impossible);
    }
  }

  /// The caller wipes the result.
  ///
  /// @throws KeyVaultException when key, purpose or account are others, or a bit has changed
  static byte[] open(byte[] key, String purpose, Address account, Bytes sealed) {
    return open(key, purpose, account.toBytes(), sealed);
  }

  /// The caller wipes the result.
  ///
  /// @throws KeyVaultException when key, purpose or owner are others, or a bit has changed
  static byte[] open(byte[] key, String purpose, Bytes owner, Bytes sealed) {
    if (sealed.size() < NONCE_SIZE) {
      throw new KeyVaultException("The sealed " + purpose + " of " + owner + " is cut off");
    }
    byte[] all = sealed.toArray();
    byte[] nonce = Arrays.copyOf(all, NONCE_SIZE);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose, owner);
      return cipher.doFinal(all, NONCE_SIZE, all.length - NONCE_SIZE);
    } catch (AEADBadTagException e) {
      throw new KeyVaultException("The sealed " + purpose + " of " + owner + " does not open", e);
    } catch (GeneralSecurityException e) {
      throw new KeyVaultException("The sealed " + purpose + " of " + owner + " is damaged", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, String purpose, Bytes owner)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(("tongbao/1/" + purpose + "/").getBytes(StandardCharsets.US_ASCII));
    cipher.updateAAD(owner.toArray());
    return cipher;
  }
}
