package org.tongbao.chain.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Laws of BLS12-381 that hold for any right implementation; points come from the maps to the
/// curves, whose published examples are in `PrecompileVectorsTest`.
class BlsPrecompilesTest {

  private static final int G1_ADD = 0x0b;
  private static final int G1_MSM = 0x0c;
  private static final int G2_ADD = 0x0d;
  private static final int G2_MSM = 0x0e;
  private static final int PAIRING = 0x0f;
  private static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);
  private static final byte[] MINUS_ONE = Calls.word(ORDER.subtract(BigInteger.ONE));

  private final SplittableRandom random = new SplittableRandom(2537);

  @Test
  void pairingIsBilinear() {
    for (int i = 0; i < 10; i++) {
      byte[] p = g1();
      byte[] q = g2();
      BigInteger a = new BigInteger(1, Calls.random(random, 32));
      BigInteger b = new BigInteger(1, Calls.random(random, 32));
      byte[] aP = Calls.output(G1_MSM, p, Calls.word(a));
      byte[] bQ = Calls.output(G2_MSM, q, Calls.word(b));
      BigInteger ab = a.multiply(b).mod(ORDER);
      byte[] abP = Calls.output(G1_MSM, p, Calls.word(ab));
      byte[] minusAbP = Calls.output(G1_MSM, p, Calls.word(ORDER.subtract(ab)));
      assertThat(Calls.output(PAIRING, aP, bQ, minusAbP, q)).isEqualTo(Calls.word(1));
      assertThat(Calls.output(PAIRING, aP, bQ, abP, q)).isEqualTo(Calls.word(0));
    }
  }

  @Test
  void pairingWithInfinityIsOne() {
    byte[] infinity1 = new byte[128];
    byte[] infinity2 = new byte[256];
    byte[] p = g1();
    byte[] q = g2();
    assertThat(Calls.output(PAIRING, infinity1, infinity2)).isEqualTo(Calls.word(1));
    assertThat(Calls.output(PAIRING, p, infinity2, infinity1, q)).isEqualTo(Calls.word(1));
    assertThat(Calls.output(PAIRING, p, infinity2, p, q)).isEqualTo(Calls.word(0));
    assertThat(Calls.run(PAIRING)).isNull();
  }

  @Test
  void additionsFormGroups() {
    for (int add : new int[] {G1_ADD, G2_ADD}) {
      int msm = add + 1;
      byte[] a = point(add);
      byte[] b = point(add);
      byte[] c = point(add);
      byte[] infinity = new byte[a.length];
      byte[] minusA = Calls.output(msm, a, MINUS_ONE);
      assertThat(Calls.output(add, a, b)).isEqualTo(Calls.output(add, b, a));
      assertThat(Calls.output(add, Calls.output(add, a, b), c))
          .isEqualTo(Calls.output(add, a, Calls.output(add, b, c)));
      assertThat(Calls.output(add, a, infinity)).isEqualTo(a);
      assertThat(Calls.output(add, infinity, a)).isEqualTo(a);
      assertThat(Calls.output(add, infinity, infinity)).isEqualTo(infinity);
      assertThat(Calls.output(add, a, minusA)).isEqualTo(infinity);
      assertThat(Calls.output(add, a, a)).isEqualTo(Calls.output(msm, a, Calls.word(2)));
    }
  }

  @Test
  void multiplicationsSumOverThePairs() {
    for (int add : new int[] {G1_ADD, G2_ADD}) {
      for (int count : new int[] {1, 2, 3, 8, 40, 200}) {
        List<byte[]> pairs = new ArrayList<>();
        byte[] sum = new byte[add == G1_ADD ? 128 : 256];
        byte[] first = point(add);
        for (int i = 0; i < count; i++) {
          byte[] point = i == 1 ? new byte[sum.length] : i % 4 == 2 ? first : point(add);
          byte[] scalar = i == 3 ? new byte[32] : i == 5 ? MINUS_ONE : Calls.random(random, 32);
          pairs.add(point);
          pairs.add(scalar);
          sum = Calls.output(add, sum, Calls.output(add + 1, point, scalar));
        }
        assertThat(Calls.output(add + 1, pairs.toArray(byte[][]::new))).isEqualTo(sum);
      }
    }
  }

  @Test
  void multiplicationByTheOrderGivesInfinity() {
    for (int add : new int[] {G1_ADD, G2_ADD}) {
      byte[] point = point(add);
      assertThat(Calls.output(add + 1, point, Calls.word(ORDER))).isEqualTo(new byte[point.length]);
      assertThat(Calls.output(add + 1, point, Calls.word(ORDER.add(BigInteger.ONE))))
          .isEqualTo(point);
    }
  }

  @Test
  void badEncodingsFail() {
    byte[] p = g1();
    for (int at : new int[] {0, 15, 16, 64, 79, 127}) { // Padding, a flag bit, a wrong coordinate.
      byte[] bad = p.clone();
      bad[at] ^= (byte) 0x80;
      assertThat(Calls.run(G1_ADD, bad, p)).as("byte %d", at).isNull();
      assertThat(Calls.run(G1_MSM, bad, MINUS_ONE)).as("byte %d", at).isNull();
    }
    assertThat(Calls.run(G1_ADD, p)).isNull();
    assertThat(Calls.run(G1_MSM)).isNull();
  }

  private byte[] point(int add) {
    return add == G1_ADD ? g1() : g2();
  }

  private byte[] g1() {
    return Calls.output(0x10, element());
  }

  private byte[] g2() {
    return Calls.output(0x11, element(), element());
  }

  /// A field element: 381 bits at most, and the top byte small enough.
  private byte[] element() {
    byte[] element = Calls.join(new byte[16], Calls.random(random, 48));
    element[16] = (byte) random.nextInt(0x1a);
    return element;
  }
}
