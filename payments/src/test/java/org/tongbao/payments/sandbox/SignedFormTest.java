package org.tongbao.payments.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Bytes;

final class SignedFormTest {
  private static final Map<String, String> VALUES = Map.of("order", "T1", "note", "茶 & cups");

  private final KeyPair keys = keys();

  @Test
  void readsWhatWasSigned() {
    assertThat(SignedForm.decode(SignedForm.encode(VALUES, keys.getPrivate()), keys.getPublic()))
        .isEqualTo(VALUES);
  }

  @Test
  void believesNoOtherKey() {
    Bytes form = SignedForm.encode(VALUES, keys().getPrivate());

    assertThatThrownBy(() -> SignedForm.decode(form, keys.getPublic()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  /// A signature is 70 to 72 bytes long, so its last character in Base64 may have bits to spare:
  /// signing goes on until one has, and then that bit alone is changed.
  @Test
  void believesNoChangeOfTheBitsThatBase64HasToSpare() {
    String form = signedWithBitsToSpare();
    int last = form.indexOf("%3D") - 1;
    String changed =
        form.substring(0, last) + (char) (form.charAt(last) + 1) + form.substring(last + 1);

    assertThat(Base64.getDecoder().decode(signature(changed)))
        .isEqualTo(Base64.getDecoder().decode(signature(form)));
    assertThatThrownBy(() -> SignedForm.decode(bytes(changed), keys.getPublic()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  @Test
  void believesNoNameThatComesTwice() {
    String form = text(SignedForm.encode(VALUES, keys.getPrivate()));

    assertThatThrownBy(() -> SignedForm.decode(bytes(form + "&order=T2"), keys.getPublic()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  private String signedWithBitsToSpare() {
    String form;
    do {
      form = text(SignedForm.encode(VALUES, keys.getPrivate()));
    } while (!form.contains("%3D"));
    return form;
  }

  private static String signature(String form) {
    String sign = form.substring(form.indexOf("sign=") + 5);
    return sign.replace("%3D", "=").replace("%2B", "+").replace("%2F", "/");
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Bytes form) {
    return new String(form.toArray(), StandardCharsets.UTF_8);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
