package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class Keccak256Test {

  @Test
  void agreesWithBouncyCastleAtEveryLength() {
    Random random = new Random(1);
    for (int length = 0; length <= 500; length++) {
      byte[] input = new byte[length + 3];
      random.nextBytes(input);
      KeccakDigest digest = new KeccakDigest(256);
      digest.update(input, 2, length);
      byte[] expected = new byte[32];
      digest.doFinal(expected, 0);
      assertThat(Keccak256.hash(input, 2, length)).isEqualTo(Hash.of(expected));
    }
  }

  @Test
  void knowsTheHashesOfEmptyThings() {
    assertThat(Bytes.EMPTY.keccak256()).isEqualTo(Hash.EMPTY_KECCAK);
    assertThat(Bytes.fromHex("0x80").keccak256()).isEqualTo(Hash.EMPTY_TRIE_ROOT);
    assertThat(Bytes.fromHex("0xc0").keccak256()).isEqualTo(Hash.EMPTY_LIST_KECCAK);
  }
}
