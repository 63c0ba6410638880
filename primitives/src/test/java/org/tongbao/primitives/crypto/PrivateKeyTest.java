package org.tongbao.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

class PrivateKeyTest {
  private static final String SECRET =
      "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

  @Test
  void knowsItsAccount() {
    PrivateKey key = PrivateKey.fromHex(SECRET);
    assertThat(key.address())
        .isEqualTo(Address.fromHex("0x2c7536e3605d9c16a7a3d7b1898e529396a65c23"));
    assertThat(Secp256k1.address(key.publicKey())).isEqualTo(key.address());
    assertThat(PrivateKey.of(Hash.fromHex(SECRET))).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(key).isNotEqualTo(PrivateKey.generate(new SecureRandom()));
  }

  @Test
  void neverShowsTheSecret() {
    String shown = PrivateKey.fromHex(SECRET).toString();
    assertThat(shown).isEqualTo("PrivateKey[of 0x2c7536E3605D9C16a7a3D7b1898e529396a65c23]");
    String bad = SECRET.substring(0, 60) + "g123";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivateKey.fromHex(bad))
        .withMessageNotContaining("4c08")
        .withNoCause();
  }

  @Test
  void signsNoMoreOnceDestroyed() {
    PrivateKey key = PrivateKey.fromHex(SECRET);
    Signature signature = key.sign(Hash.EMPTY_KECCAK);
    key.destroy();
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThat(key.address()).isNotNull();
    assertThat(Secp256k1.verify(Hash.EMPTY_KECCAK, signature, key.publicKey())).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> key.sign(Hash.EMPTY_KECCAK));
    assertThatIllegalStateException().isThrownBy(key::exportSecret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x",
        "0x0000000000000000000000000000000000000000000000000000000000000000",
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0x004c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318",
        "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
      })
  void refusesWhatIsNoKey(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> PrivateKey.fromHex(hex));
  }

  /// web3.js documents this signature of "Some data".
  @Test
  void signsPersonalMessagesAsWallets() {
    Hash hash = PersonalMessage.hash("Some data");
    assertThat(hash.toHex())
        .isEqualTo("0x1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655");
    Signature signature = PrivateKey.fromHex(SECRET).sign(hash);
    String expected =
        "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd"
            + "6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c";
    assertThat(signature.toBytes().toHex()).isEqualTo(expected);
    assertThat(Signature.fromBytes(Bytes.fromHex(expected))).isEqualTo(signature);
    assertThat(Signature.fromBytes(Bytes.fromHex(expected.substring(0, 130) + "01")))
        .isEqualTo(signature);
    for (String v : new String[] {"02", "1a", "1d", "ff"}) {
      Bytes bad = Bytes.fromHex(expected.substring(0, 130) + v);
      assertThatIllegalArgumentException().isThrownBy(() -> Signature.fromBytes(bad));
    }
  }
}
