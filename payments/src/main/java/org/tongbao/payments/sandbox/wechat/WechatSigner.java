package org.tongbao.payments.sandbox.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// WeChat Pay's signatures, RSA with SHA-256 over lines that each end with a line feed, and its
/// encryption, AES-256-GCM. Written from its description, not with its library.
final class WechatSigner {
  private static final String ALGORITHM = "SHA256withRSA";
  private static final SecureRandom RANDOM = new SecureRandom();

  private WechatSigner() {}

  static String sign(PrivateKey key, String... lines) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message(lines));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static boolean verifies(PublicKey key, String signed, String... lines) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(message(lines));
      return signature.verify(Base64.getDecoder().decode(signed));
    } catch (GeneralSecurityException | IllegalArgumentException notEvenASignature) {
      return false;
    }
  }

  /// The ciphertext with its tag, in Base64.
  static String encrypt(String key, String nonce, String associated, String plain) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(bytes(key), "AES"),
          new GCMParameterSpec(128, bytes(nonce)));
      cipher.updateAAD(bytes(associated));
      return Base64.getEncoder().encodeToString(cipher.doFinal(bytes(plain)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// That many random characters; twelve make a nonce for the encryption.
  static String nonce(int length) {
    byte[] random = new byte[(length + 1) / 2];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random).substring(0, length);
  }

  private static byte[] message(String... lines) {
    return bytes(String.join("\n", lines) + "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
