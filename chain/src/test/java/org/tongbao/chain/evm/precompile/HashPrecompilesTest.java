package org.tongbao.chain.evm.precompile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;

class HashPrecompilesTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] ABC = "abc".getBytes(US_ASCII);

  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  /// FIPS 180-4 and the page of RIPEMD-160's authors.
  @Test
  void hashAsTheirSpecificationsShow() {
    assertThat(HEX.formatHex(Calls.output(2, ABC)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(HEX.formatHex(Calls.output(3, ABC)))
        .isEqualTo("0000000000000000000000008eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    assertThat(HEX.formatHex(Calls.output(3)))
        .isEqualTo("0000000000000000000000009c1185a5c5e9fc54612808977ee8f548b2258d31");
    assertThat(Calls.output(4, ABC)).isEqualTo(ABC);
  }

  /// EIP-152, test vectors 4 to 7.
  @Test
  void compressAsEip152Shows() {
    assertThat(HEX.formatHex(Calls.output(9, blakeOfAbc(0, 1))))
        .isEqualTo(
            "08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
                + "d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b");
    assertThat(HEX.formatHex(Calls.output(9, blakeOfAbc(12, 1))))
        .isEqualTo(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    assertThat(HEX.formatHex(Calls.output(9, blakeOfAbc(12, 0))))
        .isEqualTo(
            "75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d28752"
                + "98743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735");
    assertThat(HEX.formatHex(Calls.output(9, blakeOfAbc(1, 1))))
        .isEqualTo(
            "b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fb"
                + "a551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421");
  }

  @Test
  void refuseMalformedCompressions() {
    byte[] good = blakeOfAbc(12, 1);
    assertThat(Calls.run(9, blakeOfAbc(12, 2))).isNull();
    assertThat(Calls.run(9, good, new byte[1])).isNull();
    assertThat(Calls.run(9, HEX.parseHex("00000c"))).isNull();
    assertThat(Calls.precompile(9).gas(blakeOfAbc(-1, 1))).isEqualTo(0xffffffffL);
  }

  @Test
  void compressBlocksAsBouncyCastleDoes() {
    SplittableRandom random = new SplittableRandom(152);
    for (int i = 0; i < 200; i++) {
      byte[] message = Calls.random(random, random.nextInt(129));
      Blake2bDigest digest = new Blake2bDigest(512);
      digest.update(message, 0, message.length);
      byte[] expected = new byte[64];
      digest.doFinal(expected, 0);
      assertThat(Calls.output(9, blake(12, message, 1))).isEqualTo(expected);
    }
  }

  private static byte[] blakeOfAbc(int rounds, int last) {
    return blake(rounds, ABC, last);
  }

  /// The input that hashes a message of one block with an unkeyed BLAKE2b-512.
  private static byte[] blake(int rounds, byte[] message, int last) {
    ByteBuffer input = ByteBuffer.allocate(213);
    input.putInt(rounds).order(ByteOrder.LITTLE_ENDIAN);
    input.putLong(IV[0] ^ 0x01010040L);
    for (int i = 1; i < 8; i++) {
      input.putLong(IV[i]);
    }
    input.put(message).position(196).putLong(message.length).putLong(0).put((byte) last);
    return input.array();
  }
}
