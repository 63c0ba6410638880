package org.tongbao.payments.sandbox.alipay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Alipay's signatures: RSA with SHA-256 over names and values, sorted by name and joined as
/// `a=1&b=2` without encoding. Written from Alipay's description, not with its library, so that a
/// mistake in one is not hidden by the same in the other.
final class Rsa2 {
  private static final String ALGORITHM = "SHA256withRSA";

  private Rsa2() {}

  /// The text that is signed. Parameters without a value are left out, and those named.
  static String text(Map<String, String> values, Set<String> leftOut) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .filter(entry -> !leftOut.contains(entry.getKey()) && !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&"));
  }

  static String sign(String text, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static boolean verifies(String text, String signed, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(signed));
    } catch (GeneralSecurityException | IllegalArgumentException notEvenASignature) {
      return false;
    }
  }
}
