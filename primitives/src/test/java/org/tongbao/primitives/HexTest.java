package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexTest {

  @ParameterizedTest
  @CsvSource({
    "'',     hex must begin with 0x at position 0",
    "ab,     hex must begin with 0x at position 0",
    "0Xab,   hex must begin with 0x at position 0",
    "0xabc,  hex data has an odd number of digits: 3",
    "0x0g,   not a hex digit at position 3: 'g'",
    "0xab 0, not a hex digit at position 4: U+0020",
    "0xab２0, not a hex digit at position 4: U+FF12",
    "0x-1,   not a hex digit at position 2: '-'",
  })
  void refusesDataThatIsNot(String data, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex(data)).withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0x,    hex quantity without digits; zero is 0x0",
    "0x00,  hex quantity with a leading zero at position 2",
    "0x01,  hex quantity with a leading zero at position 2",
    "1,     hex must begin with 0x at position 0",
    "0x1x,  not a hex digit at position 3: 'x'",
    "0x10000000000000000000000000000000000000000000000000000000000000000, hex quantity of 65 digits is over 256 bits",
  })
  void refusesQuantitiesThatAreNot(String quantity, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> U256.fromHex(quantity))
        .withMessage(message);
  }

  @Test
  void refusesLongQuantitiesOver64Bits() {
    assertThat(Hex.parseUint64("0xffffffffffffffff")).isEqualTo(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hex.parseUint64("0x10000000000000000"))
        .withMessage("hex quantity of 17 digits is over 64 bits");
  }

  @Test
  void refusesDataOfAnotherSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hash.fromHex("0xabcd"))
        .withMessage("hex data of 2 bytes where 32 are due");
  }
}
