package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tongbao.primitives.Numbers.MODULUS;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/// What [U256] has beyond the arithmetic that [ArithmeticTest] checks.
class U256Test {

  @Property(tries = 5_000)
  @Domain(Numbers.class)
  void keepsItsValueInEveryForm(@ForAll BigInteger number) {
    U256 value = U256.of(number);
    byte[] bytes = value.toArray32();
    assertThat(value.toBigInteger()).isEqualTo(number);
    assertThat(value).hasToString(number.toString());
    assertThat(new BigInteger(1, bytes)).isEqualTo(number);
    assertThat(U256.fromBytes(bytes)).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(U256.fromBytes(value.toMinimalArray())).isEqualTo(value);
    assertThat(value.toMinimalArray()).hasSize((number.bitLength() + 7) / 8);
    assertThat(value.lowLong()).isEqualTo(number.longValue());
    assertThat(value.fitsLong()).isEqualTo(number.bitLength() < 64);
    long[] words = new long[4];
    value.toWord(words, 0);
    byte[] stored = new byte[34];
    Words.store(words, 0, stored, 1);
    assertThat(Arrays.copyOfRange(stored, 1, 33)).isEqualTo(bytes);
    long[] loaded = new long[5];
    Words.load(stored, 1, loaded, 1);
    assertThat(Arrays.copyOfRange(loaded, 1, 5)).isEqualTo(words);
    assertThat(U256.of(words[3], words[2], words[1], words[0])).isEqualTo(value);
  }

  @Property(tries = 5_000)
  @Domain(Numbers.class)
  void comparesAsBigIntegersDo(@ForAll BigInteger a, @ForAll BigInteger b) {
    U256 x = U256.of(a);
    U256 y = U256.of(b);
    assertThat(Integer.signum(x.compareTo(y))).isEqualTo(a.compareTo(b));
    assertThat(x.equals(y)).isEqualTo(a.equals(b));
    assertThat(x.min(y).toBigInteger()).isEqualTo(a.min(b));
    assertThat(x.max(y).toBigInteger()).isEqualTo(a.max(b));
  }

  @Property(tries = 10_000)
  @Domain(Numbers.class)
  void exactOperationsThrowWhereTheOthersWrap(@ForAll BigInteger a, @ForAll BigInteger b) {
    checkExact(U256::addExact, a, b, a.add(b));
    checkExact(U256::subExact, a, b, a.subtract(b));
    checkExact(U256::mulExact, a, b, a.multiply(b));
  }

  private static void checkExact(
      BinaryOperator<U256> operation, BigInteger a, BigInteger b, BigInteger expected) {
    if (expected.signum() >= 0 && expected.compareTo(MODULUS) < 0) {
      assertThat(operation.apply(U256.of(a), U256.of(b)).toBigInteger()).isEqualTo(expected);
    } else {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> operation.apply(U256.of(a), U256.of(b)));
    }
  }

  @Example
  void takesLongsOnlyAsTheyAreMeant() {
    assertThat(U256.of(Long.MAX_VALUE).toLongExact()).isEqualTo(Long.MAX_VALUE);
    assertThat(U256.ofUnsigned(-1)).isEqualTo(U256.fromHex("0xffffffffffffffff"));
    assertThatIllegalArgumentException().isThrownBy(() -> U256.of(-1));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> U256.ofUnsigned(-1).toLongExact());
  }

  @Example
  void refusesNumbersOutsideItsRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> U256.of(MODULUS));
    assertThatIllegalArgumentException().isThrownBy(() -> U256.of(BigInteger.ONE.negate()));
    assertThatIllegalArgumentException().isThrownBy(() -> U256.fromBytes(new byte[33]));
    assertThatIllegalArgumentException().isThrownBy(() -> U256.ONE.shl(-1));
  }
}
