package org.tongbao.payments.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

final class SignedFormTest {
  private static final Map<String, String> VALUES = Map.of("order", "T1", "note", "茶 & cups");

  private final PrivateKey key = newKey();

  @Test
  void readsWhatWasSigned() {
    assertThat(SignedForm.decode(SignedForm.encode(VALUES, key), key.address())).isEqualTo(VALUES);
  }

  @Test
  void believesNoOtherKey() {
    Bytes form = SignedForm.encode(VALUES, newKey());

    assertThatThrownBy(() -> SignedForm.decode(form, key.address()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  /// A signature is 65 bytes long, so its last character in Base64 has two bits to spare, and those
  /// are zero.
  @Test
  void believesNoChangeOfTheBitsThatBase64HasToSpare() {
    String form = text(SignedForm.encode(VALUES, key));
    int last = form.indexOf("%3D") - 1;
    String changed =
        form.substring(0, last) + (char) (form.charAt(last) + 1) + form.substring(last + 1);

    assertThat(Base64.getDecoder().decode(signature(changed)))
        .isEqualTo(Base64.getDecoder().decode(signature(form)));
    assertThatThrownBy(() -> SignedForm.decode(bytes(changed), key.address()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  /// The parity may be 0 or 1 as well as 27 or 28, and `n − s` proves what `s` does.
  @Test
  void believesNoOtherSpellingOfASignature() {
    String form = text(SignedForm.encode(VALUES, key));
    byte[] bare = Base64.getDecoder().decode(signature(form));
    bare[64] = (byte) (bare[64] - 27);
    Signature signature = Signature.fromBytes(Bytes.wrap(bare));
    Signature high =
        new Signature(signature.r(), Secp256k1.ORDER.sub(signature.s()), 1 - signature.yParity());

    assertNotBelieved(form, bare);
    assertNotBelieved(form, high.toBytes().toArray());
  }

  private void assertNotBelieved(String form, byte[] signature) {
    String signed =
        URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8);
    String changed = form.substring(0, form.indexOf("sign=") + 5) + signed;

    assertThatThrownBy(() -> SignedForm.decode(bytes(changed), key.address()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  @Test
  void believesNoNameThatComesTwice() {
    String form = text(SignedForm.encode(VALUES, key));

    assertThatThrownBy(() -> SignedForm.decode(bytes(form + "&order=T2"), key.address()))
        .isInstanceOf(SignatureMismatchException.class);
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

  private static PrivateKey newKey() {
    return PrivateKey.generate(new SecureRandom());
  }
}
