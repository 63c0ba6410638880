package org.tongbao.chain.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;

class SignaturePrecompilesTest {

  private final SplittableRandom random = new SplittableRandom(7951);

  @Test
  void recoverTheSigner() {
    for (int i = 0; i < 20; i++) {
      PrivateKey key = PrivateKey.of(Calls.random(random, 32));
      byte[] hash = Calls.random(random, 32);
      var signature = Secp256k1.sign(Hash.of(hash), key);
      byte[] r = signature.r().toArray32();
      byte[] s = signature.s().toArray32();
      byte[] expected = new byte[32];
      key.address().writeTo(expected, 12);
      byte[] v = Calls.word(27 + signature.yParity());
      assertThat(Calls.output(1, hash, v, r, s)).isEqualTo(expected);
      assertThat(Calls.output(1, hash, v, r, s, new byte[7])).isEqualTo(expected);
      assertThat(Calls.output(1, hash, Calls.word(28 - signature.yParity()), r, s))
          .isNotEqualTo(expected);
    }
  }

  @Test
  void recoverNobodyFromMalformedSignatures() {
    byte[] hash = Calls.random(random, 32);
    byte[] good = Calls.word(1);
    byte[] order = Secp256k1.ORDER.toArray32();
    byte[] highV = Calls.word(27);
    highV[0] = 1;
    assertThat(Calls.output(1)).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(26), good, good)).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(29), good, good)).isEmpty();
    assertThat(Calls.output(1, hash, highV, good, good)).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(27), new byte[32], good)).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(27), good, new byte[32])).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(27), order, good)).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(27), good, order)).isEmpty();
    assertThat(Calls.output(1, hash, Calls.word(27), good, good)).hasSize(32);
  }

  @Test
  void verifySignaturesOverP256() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 10; i++) {
      KeyPair pair = generator.generateKeyPair();
      byte[] hash = Calls.random(random, 32);
      Signature signer = Signature.getInstance("NONEwithECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(hash);
      var point = ((ECPublicKey) pair.getPublic()).getW();
      byte[] input =
          Calls.join(
              hash, signer.sign(), Calls.word(point.getAffineX()), Calls.word(point.getAffineY()));
      assertThat(Calls.output(0x100, input)).isEqualTo(Calls.word(1));
      assertThat(Calls.output(0x100, input, new byte[1])).isEmpty();
      assertThat(Calls.output(0x100, Arrays.copyOf(input, 159))).isEmpty();
      input[random.nextInt(160)] ^= 1;
      assertThat(Calls.output(0x100, input)).isEmpty();
    }
  }
}
