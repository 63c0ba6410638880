package org.tongbao.chain.evm.precompile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.Address;

class PrecompilesTest {

  @Test
  void standAtTheAddressesOfOsaka() {
    assertThat(Precompiles.addresses()).hasSize(18).isSorted();
    assertThat(Precompiles.addresses().getFirst())
        .isEqualTo(Address.fromHex("0x0000000000000000000000000000000000000001"));
    assertThat(Precompiles.addresses().getLast())
        .isEqualTo(Address.fromHex("0x0000000000000000000000000000000000000100"));
    assertThat(Precompiles.isPrecompile(Address.ZERO)).isFalse();
    assertThat(
            Precompiles.isPrecompile(Address.fromHex("0x0000000000000000000000000000000000000012")))
        .isFalse();
    assertThat(
            Precompiles.isPrecompile(Address.fromHex("0x0100000000000000000000000000000000000001")))
        .isFalse();
  }

  /// Prices by the EIPs, for inputs of zeros.
  @ParameterizedTest
  @CsvSource({
    "1, 0, 3000",
    "1, 128, 3000",
    "2, 0, 60",
    "2, 1, 72",
    "2, 32, 72",
    "2, 33, 84",
    "3, 0, 600",
    "3, 1, 720",
    "3, 64, 840",
    "4, 0, 15",
    "4, 32, 18",
    "4, 33, 21",
    "5, 0, 500",
    "5, 96, 500",
    "6, 128, 150",
    "7, 96, 6000",
    "8, 0, 45000",
    "8, 192, 79000",
    "8, 383, 79000",
    "8, 384, 113000",
    "9, 212, 0",
    "9, 213, 0",
    "10, 192, 50000",
    "10, 0, 50000",
    "11, 256, 375",
    "13, 512, 600",
    "12, 0, 0",
    "12, 160, 12000",
    "12, 320, 22776",
    "12, 20480, 797184",
    "12, 20640, 803412",
    "14, 0, 0",
    "14, 288, 22500",
    "14, 576, 45000",
    "14, 36864, 1509120",
    "14, 37152, 1520910",
    "15, 384, 70300",
    "15, 768, 102900",
    "16, 64, 5500",
    "17, 128, 23800",
    "256, 160, 6900",
    "256, 0, 6900"
  })
  void costWhatTheirEipSays(int number, int length, long gas) {
    assertThat(Calls.precompile(number).gas(new byte[length])).isEqualTo(gas);
  }

  @Test
  void neverThrowNorWriteToTheirInput() {
    SplittableRandom random = new SplittableRandom(0x100);
    for (Address address : Precompiles.addresses()) {
      Precompile precompile = requireNonNull(Precompiles.at(address));
      for (int i = 0; i < 400; i++) {
        byte[] input = noise(random, address.toArray()[19]);
        byte[] before = input.clone();
        long gas = precompile.gas(input);
        assertThat(gas).isNotNegative();
        if (gas <= 1 << 24) {
          byte[] output = precompile.run(input);
          assertThat(Arrays.equals(output, precompile.run(input))).isTrue();
        }
        assertThat(input).isEqualTo(before);
      }
    }
  }

  /// Random bytes of a random length, half of them of a length that some precompile takes, or
  /// sparse, so that lengths and coordinates are small at times.
  private static byte[] noise(SplittableRandom random, int number) {
    int[] lengths = {0, 32, 64, 96, 128, 160, 192, 213, 256, 288, 384, 512, 576, 768};
    int length =
        random.nextBoolean() ? lengths[random.nextInt(lengths.length)] : random.nextInt(800);
    byte[] input = Calls.random(random, length);
    if (random.nextBoolean()) {
      int keep = random.nextInt(1, 30);
      for (int i = 0; i < length; i++) {
        input[i] = random.nextInt(keep) == 0 ? input[i] : 0;
      }
    }
    if (number == 9 && length == 213) {
      Arrays.fill(input, 0, 2, (byte) 0); // Up to 65,535 rounds.
      input[212] &= 1;
    }
    return input;
  }
}
