package org.tongbao.payments.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tongbao.primitives.Bytes;

/// Names and values with a signature (ECDSA, P-256, SHA-256) over all of them, sorted by name and
/// joined as in the HTML form that is sent.
final class SignedForm {
  private static final String SIGNATURE = "sign";
  private static final String ALGORITHM = "SHA256withECDSA";

  private SignedForm() {}

  static Bytes encode(Map<String, String> values, PrivateKey key) {
    SortedMap<String, String> signed = new TreeMap<>(values);
    signed.put(SIGNATURE, sign(text(values), key));
    String form =
        signed.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return Bytes.wrap(form.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads a form and checks its signature. Throws [SignatureMismatchException] unless all of it is
  /// signed by the owner of `key`.
  static SortedMap<String, String> decode(Bytes form, PublicKey key) {
    SortedMap<String, String> values = parse(new String(form.toArray(), StandardCharsets.UTF_8));
    String signature = values.remove(SIGNATURE);
    if (signature == null || !verifies(text(values), signature, key)) {
      throw new SignatureMismatchException();
    }
    return values;
  }

  private static SortedMap<String, String> parse(String form) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      // A name that comes twice could be signed as one and read as the other.
      if (equals < 1
          || values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)))
              != null) {
        throw new SignatureMismatchException();
      }
    }
    return values;
  }

  private static String text(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String sign(String text, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Base64 is read strictly: the bits that its last character has to spare could otherwise be
  /// changed without anybody noticing.
  private static boolean verifies(String text, String signed, PublicKey key) {
    try {
      byte[] decoded = Base64.getDecoder().decode(signed);
      if (!Base64.getEncoder().encodeToString(decoded).equals(signed)) {
        return false;
      }
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(decoded);
    } catch (GeneralSecurityException | IllegalArgumentException notEvenASignature) {
      return false;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new SignatureMismatchException();
    }
  }
}
