package org.tongbao.payments.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

/// Names and values with a signature (ECDSA, secp256k1, SHA-256) over all of them, sorted by name
/// and joined as in the HTML form that is sent. The curve is the one that this process checks
/// natively: a stand-in should cost next to nothing.
final class SignedForm {
  private static final String SIGNATURE = "sign";

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
  /// signed by `signer`.
  static SortedMap<String, String> decode(Bytes form, Address signer) {
    SortedMap<String, String> values = parse(new String(form.toArray(), StandardCharsets.UTF_8));
    String signature = values.remove(SIGNATURE);
    if (signature == null || !verifies(text(values), signature, signer)) {
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
    return Base64.getEncoder().encodeToString(key.sign(hash(text)).toBytes().toArray());
  }

  /// One text has one spelling of a signature: the bits that the last character of Base64 has to
  /// spare, a parity written otherwise or the other of two values of `s` would let it be changed
  /// without anybody noticing.
  private static boolean verifies(String text, String signed, Address signer) {
    try {
      Bytes decoded = Bytes.wrap(Base64.getDecoder().decode(signed));
      Signature signature = Signature.fromBytes(decoded);
      return Base64.getEncoder().encodeToString(decoded.toArray()).equals(signed)
          && signature.toBytes().equals(decoded)
          && signature.isLowS()
          && Objects.equals(
              Secp256k1.recover(hash(text), signature.yParity(), signature.r(), signature.s()),
              signer);
    } catch (IllegalArgumentException notEvenASignature) {
      return false;
    }
  }

  private static Hash hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
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
