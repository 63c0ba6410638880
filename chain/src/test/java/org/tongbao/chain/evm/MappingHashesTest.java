package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

class MappingHashesTest {
  /// More inputs than there are places, several times over, and others that differ in one bit.
  @Test
  void isKeccak256() {
    Random random = new Random(1);
    byte[][] inputs = new byte[40_000][68];
    for (byte[] input : inputs) {
      random.nextBytes(input);
    }
    for (int i = 0; i < 200_000; i++) {
      byte[] input = inputs[i < inputs.length ? i : random.nextInt(inputs.length)];
      int bit = random.nextInt(8 * input.length);
      if (random.nextInt(4) == 0) {
        input[bit / 8] ^= (byte) (1 << bit % 8);
      }
      check(input, random.nextInt(4));
      check(input, 0);
    }
  }

  private static void check(byte[] input, int offset) {
    long[] word = new long[5];
    MappingHashes.hashToWord(input, offset, word, 1);
    assertThat(U256.fromWord(word, 1)).isEqualTo(Keccak256.hash(input, offset, 64).toU256());
  }
}
