package org.tongbao.chain.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModExpTest {

  private final SplittableRandom random = new SplittableRandom(198);

  @Test
  void raisesToPowersAsRepeatedMultiplicationDoes() {
    for (int i = 0; i < 300; i++) {
      byte[] base = Calls.random(random, random.nextInt(80));
      byte[] exponent = Calls.random(random, random.nextInt(5));
      byte[] modulus = Calls.random(random, random.nextInt(1, 80));
      if (random.nextInt(4) == 0) { // Even, and divisible by high powers of two.
        Arrays.fill(modulus, random.nextInt(modulus.length), modulus.length, (byte) 0);
      }
      BigInteger m = new BigInteger(1, modulus);
      BigInteger expected =
          m.signum() == 0
              ? BigInteger.ZERO
              : power(new BigInteger(1, base), new BigInteger(1, exponent), m);
      byte[] output = Calls.output(5, input(base, exponent, modulus));
      assertThat(output).hasSameSizeAs(modulus);
      assertThat(new BigInteger(1, output)).isEqualTo(expected);
    }
  }

  private static BigInteger power(BigInteger base, BigInteger exponent, BigInteger modulus) {
    BigInteger result = BigInteger.ONE.mod(modulus);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      result = result.multiply(result).mod(modulus);
      result = exponent.testBit(bit) ? result.multiply(base).mod(modulus) : result;
    }
    return result;
  }

  @Test
  void treatsZerosAsEip198Says() {
    byte[] none = {};
    byte[] zero = {0};
    byte[] five = {5};
    assertThat(Calls.output(5)).isEmpty();
    assertThat(Calls.output(5, input(five, five, none))).isEmpty();
    assertThat(Calls.output(5, input(five, five, new byte[3]))).isEqualTo(new byte[3]);
    assertThat(Calls.output(5, input(zero, zero, five))).isEqualTo(new byte[] {1});
    assertThat(Calls.output(5, input(zero, zero, new byte[] {1}))).isEqualTo(zero);
    assertThat(Calls.output(5, input(none, none, new byte[] {0, 7}))).isEqualTo(new byte[] {0, 1});
    assertThat(Calls.output(5, input(zero, five, five))).isEqualTo(zero);
  }

  @Test
  void readsZerosWhereTheInputEnds() {
    byte[] whole = input(new byte[] {3}, new byte[] {2, 0}, new byte[] {5, 0});
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThat(Calls.output(5, cut)).isEqualTo(Calls.output(5, whole)).isNotEqualTo(new byte[2]);
  }

  /// Base and modulus length, exponent length, exponent's leading byte, price by EIP-7883.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 500",
    "32, 32, 255, 4080",
    "32, 32, 1, 3968",
    "33, 32, 255, 12750",
    "40, 32, 255, 12750",
    "64, 1, 2, 500",
    "64, 3, 1, 2048",
    "128, 1, 2, 512",
    "128, 3, 1, 8192",
    "256, 3, 1, 32768",
    "512, 3, 1, 131072",
    "1024, 1, 2, 32768",
    "1024, 3, 1, 524288",
    "1024, 33, 255, 8880128",
    "1024, 1024, 255, 528449536",
    "0, 1024, 255, 258032",
    "1024, 32, 0, 32768",
  })
  void costsWhatEip7883Says(int length, int exponentLength, int leadingByte, long gas) {
    byte[] exponent = new byte[exponentLength];
    exponent[0] = (byte) leadingByte;
    byte[] input = input(new byte[length], exponent, new byte[length]);
    assertThat(Calls.precompile(5).gas(input)).isEqualTo(gas);
  }

  @Test
  void isNeverPayableOverTheBoundsOfEip7823() {
    BigInteger huge = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    for (BigInteger length :
        new BigInteger[] {BigInteger.valueOf(1025), huge, huge.shiftRight(1)}) {
      byte[] one = Calls.word(1);
      byte[] over = Calls.word(length);
      assertThat(Calls.precompile(5).gas(Calls.join(over, one, one))).isEqualTo(Long.MAX_VALUE);
      assertThat(Calls.precompile(5).gas(Calls.join(one, over, one))).isEqualTo(Long.MAX_VALUE);
      assertThat(Calls.precompile(5).gas(Calls.join(one, one, over))).isEqualTo(Long.MAX_VALUE);
    }
  }

  private static byte[] input(byte[] base, byte[] exponent, byte[] modulus) {
    return Calls.join(
        Calls.word(base.length),
        Calls.word(exponent.length),
        Calls.word(modulus.length),
        base,
        exponent,
        modulus);
  }
}
