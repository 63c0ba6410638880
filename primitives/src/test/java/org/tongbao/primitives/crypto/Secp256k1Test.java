package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

class Secp256k1Test {
  private static final PrivateKey KEY = PrivateKey.of(Hash.of(sha256("key")));
  private static final Hash HASH = Hash.of(sha256("message"));

  /// The vectors of RFC 6979 over secp256k1 that implementations share (key 1, SHA-256 of a text).
  @ParameterizedTest
  @ValueSource(strings = {"native", "java"})
  void signsDeterministically(String engine) {
    byte[] secret = U256.ONE.toArray32();
    EcdsaEngine ecdsa = Secp256k1.select(engine);
    Signature signature = ecdsa.sign(sha256("Satoshi Nakamoto"), secret, ecdsa.publicKey(secret));
    assertThat(signature.r())
        .isEqualTo(
            U256.fromHex("0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"));
    assertThat(signature.s())
        .isEqualTo(
            U256.fromHex("0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"));
  }

  @Test
  void aPropertyChoosesTheEngine() {
    assertThat(Secp256k1.select("java")).isInstanceOf(JavaEngine.class);
    assertThat(Secp256k1.isNative()).isEqualTo(NativeEngine.load() != null);
    assertThatIllegalArgumentException().isThrownBy(() -> Secp256k1.select("fast"));
  }

  @Test
  void recoversTheSigner() {
    Signature signature = Secp256k1.sign(HASH, KEY);
    U256 r = signature.r();
    U256 s = signature.s();
    assertThat(Secp256k1.recover(HASH, signature.yParity(), r, s)).isEqualTo(KEY.address());
    assertThat(Secp256k1.recover(HASH, 1 - signature.yParity(), r, s))
        .isNotNull()
        .isNotEqualTo(KEY.address());
    assertThat(Secp256k1.recover(HASH, 1 - signature.yParity(), r, Secp256k1.ORDER.sub(s)))
        .isEqualTo(KEY.address());
    assertThat(Secp256k1.recover(HASH, 2, r, s)).isNull();
    assertThat(Secp256k1.recover(HASH, -1, r, s)).isNull();
    assertThat(Secp256k1.recover(HASH, 0, U256.ZERO, s)).isNull();
    assertThat(Secp256k1.recover(HASH, 0, r, U256.ZERO)).isNull();
    assertThat(Secp256k1.recover(HASH, 0, Secp256k1.ORDER, s)).isNull();
    assertThat(Secp256k1.recover(HASH, 0, r, U256.MAX)).isNull();
  }

  @Test
  void verifiesWhatTheKeySigned() {
    Signature signature = Secp256k1.sign(HASH, KEY);
    assertThat(Secp256k1.verify(HASH, signature, KEY.publicKey())).isTrue();
    assertThat(Secp256k1.verify(Hash.EMPTY_KECCAK, signature, KEY.publicKey())).isFalse();
    Signature swapped = new Signature(signature.s(), signature.r(), 0);
    assertThat(Secp256k1.verify(HASH, swapped, KEY.publicKey())).isFalse();
    assertThat(Secp256k1.verify(HASH, signature, new byte[64])).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secp256k1.verify(HASH, signature, new byte[65]));
  }

  @Test
  void theOrderAndItsHalfBelongTogether() {
    assertThat(Secp256k1.HALF_ORDER.add(Secp256k1.HALF_ORDER).add(U256.ONE))
        .isEqualTo(Secp256k1.ORDER);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
