package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

class HexPropertyTest {

  @Property(tries = 1_000)
  void dataIsReadBackInEitherCase(@ForAll byte[] bytes) {
    String hex = Hex.encode(bytes);
    assertThat(hex).matches("0x([0-9a-f]{2})*").hasSize(2 + 2 * bytes.length);
    assertThat(Hex.decode(hex)).isEqualTo(bytes);
    assertThat(Hex.decode("0x" + hex.substring(2).toUpperCase(Locale.ROOT))).isEqualTo(bytes);
  }

  @Property(tries = 2_000)
  @Domain(Numbers.class)
  void quantitiesAreReadBack(@ForAll BigInteger number) {
    U256 value = U256.of(number);
    assertThat(Hex.quantity(value)).isEqualTo("0x" + number.toString(16)).isEqualTo(value.toHex());
    assertThat(Hex.parseQuantity(value.toHex())).isEqualTo(value);
  }

  @Property(tries = 1_000)
  void longQuantitiesAreUnsigned(@ForAll long number) {
    assertThat(Hex.parseUint64(Hex.quantity(number))).isEqualTo(number);
    assertThat(Hex.quantity(number)).isEqualTo(Hex.quantity(U256.ofUnsigned(number)));
  }
}
