package org.tongbao.chain.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import ethereum.ckzg4844.CKZG4844JNI;
import ethereum.ckzg4844.ProofAndY;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PointEvaluationTest {

  private static final int NUMBER = 0x0a;

  /// The zero polynomial: commitment and proof are the compressed point at infinity.
  @Test
  void verifiesTheZeroPolynomial() {
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    assertThat(
            HexFormat.of()
                .formatHex(
                    Calls.output(NUMBER, input(infinity, new byte[32], new byte[32], infinity))))
        .isEqualTo(
            "0000000000000000000000000000000000000000000000000000000000001000"
                + "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
    assertThat(Calls.run(NUMBER, input(infinity, new byte[32], Calls.word(1), infinity))).isNull();
  }

  @Test
  void verifiesProofsOfTheMainNetworkSetup() {
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    Calls.run(NUMBER, input(infinity, new byte[32], new byte[32], infinity)); // Loads the setup.
    SplittableRandom random = new SplittableRandom(4844);
    byte[] blob = Calls.random(random, CKZG4844JNI.BYTES_PER_BLOB);
    for (int i = 0; i < blob.length; i += 32) {
      blob[i] = 0; // Field elements are below the modulus.
    }
    byte[] commitment = CKZG4844JNI.blobToKzgCommitment(blob);
    byte[] z = Calls.word(12_345);
    ProofAndY proved = CKZG4844JNI.computeKzgProof(blob, z);
    byte[] good = input(commitment, z, proved.getY(), proved.getProof());
    assertThat(Calls.run(NUMBER, good)).isNotNull();
    for (int at : new int[] {0, 31, 63, 95, 100, 191}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      assertThat(Calls.run(NUMBER, bad)).as("byte %d", at).isNull();
    }
    assertThat(Calls.run(NUMBER, Arrays.copyOf(good, 191))).isNull();
    assertThat(Calls.run(NUMBER, good, new byte[1])).isNull();
  }

  private static byte[] input(byte[] commitment, byte[] z, byte[] y, byte[] proof) {
    byte[] hash = Calls.output(2, commitment);
    hash[0] = 1;
    return Calls.join(hash, z, y, commitment, proof);
  }
}
