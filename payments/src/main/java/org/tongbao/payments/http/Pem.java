package org.tongbao.payments.http;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// RSA keys as text: PEM (PKCS#8 or X.509 SubjectPublicKeyInfo) or the same in bare Base64, as
/// institutions hand them out. No message of an exception holds a key.
public final class Pem {
  private Pem() {}

  public static PrivateKey privateKey(String text) {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes(text)));
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("not an RSA private key in PKCS#8");
    }
  }

  public static PublicKey publicKey(String text) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(text)));
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("not an RSA public key");
    }
  }

  /// Without the lines that begin and end it.
  public static String bare(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  public static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  public static String of(PublicKey key) {
    return block("PUBLIC KEY", key.getEncoded());
  }

  private static String block(String label, byte[] encoded) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getDecoder()
          .decode(text.replaceAll("-----(BEGIN|END) [A-Z ]+-----", "").replaceAll("\\s", ""));
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("a key is not Base64");
    }
  }
}
