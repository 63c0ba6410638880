package org.tongbao.primitives.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tongbao.primitives.money.Currency.BTC;
import static org.tongbao.primitives.money.Currency.CNY;
import static org.tongbao.primitives.money.Currency.ETH;
import static org.tongbao.primitives.money.Currency.JPY;
import static org.tongbao.primitives.money.Currency.USD;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MoneyTest {
  @ParameterizedTest
  @CsvSource({
    "CNY, 12.34, 1234",
    "CNY, 12, 1200",
    "CNY, 12.3, 1230",
    "CNY, -0.01, -1",
    "JPY, 980, 980",
    "KWD, 1.234, 1234",
    "CLF, 1.2345, 12345",
    "BTC, 0.00000001, 1",
    "ETH, 1.000000000000000001, 1000000000000000001"
  })
  void readsMajorUnitsByTheExponentOfTheCurrency(String code, String decimal, BigInteger minor) {
    Money money = Money.parse(decimal, Currency.of(code));

    assertThat(money.amountMinor()).isEqualTo(minor);
    assertThat(money.toDecimal()).isEqualByComparingTo(new BigDecimal(decimal));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 1", "1 ", "1.", ".5", "1e3", "+1", "1,00", "0x10", "١", "1.005"})
  void refusesWhatIsNotAnExactAmount(String text) {
    assertThatThrownBy(() -> Money.parse(text, CNY)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAFractionOfAYen() {
    assertThatThrownBy(() -> Money.parse("1.5", JPY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JPY has 0 decimal places");
  }

  @Test
  void neverMixesCurrencies() {
    Money yuan = Money.ofMinor(1, CNY);
    Money cent = Money.ofMinor(1, USD);

    assertThatThrownBy(() -> yuan.plus(cent)).isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> yuan.minus(cent)).isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> yuan.compareTo(cent)).isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> yuan.min(cent)).isInstanceOf(CurrencyMismatchException.class);
    assertThatThrownBy(() -> Money.sum(List.of(yuan, cent), CNY))
        .isInstanceOf(CurrencyMismatchException.class)
        .hasMessage("cannot mix CNY and USD");
  }

  @Test
  void givesTheLeftoverUnitsToTheLargestRemainders() {
    // 100 over 1:2:4 is 14.29, 28.57, 57.14: the unit left over belongs to the second.
    assertThat(minor(Money.ofMinor(100, CNY).allocate(weights(1, 2, 4))))
        .containsExactly(14L, 29L, 57L);
    assertThat(minor(Money.ofMinor(100, CNY).split(3))).containsExactly(34L, 33L, 33L);
    assertThat(minor(Money.ofMinor(-100, CNY).split(3))).containsExactly(-34L, -33L, -33L);
    assertThat(minor(Money.ofMinor(1, CNY).allocate(weights(0, 0, 5)))).containsExactly(0L, 0L, 1L);
    assertThat(minor(Money.zero(CNY).split(2))).containsExactly(0L, 0L);
  }

  @Test
  void refusesToAllocateByNothing() {
    Money money = Money.ofMinor(100, CNY);

    assertThatThrownBy(() -> money.allocate(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> money.allocate(weights(0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> money.allocate(weights(3, -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void roundsAsNamed() {
    Money money = Money.ofMinor(250, CNY);

    assertThat(money.basisPoints(100, RoundingMode.HALF_EVEN).amountMinor()).isEqualTo("2");
    assertThat(money.basisPoints(100, RoundingMode.HALF_UP).amountMinor()).isEqualTo("3");
    assertThat(money.negate().basisPoints(100, RoundingMode.FLOOR).amountMinor()).isEqualTo("-3");
    assertThatThrownBy(() -> money.basisPoints(100, RoundingMode.UNNECESSARY))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void countsMoreEtherThanALongHolds() {
    Money million = Money.parse("1000000", ETH);

    assertThat(million.plus(million).toString()).isEqualTo("ETH 2000000.000000000000000000");
  }

  @Test
  void writesAmountsForLogs() {
    assertThat(Money.ofMinor(-5, CNY)).hasToString("CNY -0.05");
    assertThat(Money.ofMinor(980, JPY)).hasToString("JPY 980");
    assertThat(Money.ofMinor(1, BTC)).hasToString("BTC 0.00000001");
  }

  private static List<BigInteger> weights(long... weights) {
    return Arrays.stream(weights).mapToObj(BigInteger::valueOf).toList();
  }

  private static List<Long> minor(List<Money> parts) {
    return parts.stream().map(part -> part.amountMinor().longValueExact()).toList();
  }
}
