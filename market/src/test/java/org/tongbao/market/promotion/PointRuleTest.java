package org.tongbao.market.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.CurrencyMismatchException;
import org.tongbao.primitives.money.Money;

final class PointRuleTest {
  private static final PointRule REAL = new PointRule(Currency.BRL, 13, 1000, 13, 10, 5000, 1);

  @ParameterizedTest
  @CsvSource({"0, 0", "76, 0", "77, 1", "999, 12", "1000, 13", "123456789, 1604938"})
  void earnsRoundedDown(long paid, long points) {
    assertThat(REAL.earned(Money.ofMinor(paid, Currency.BRL))).isEqualTo(points);
  }

  /// What points are worth, and the fewest that are worth it.
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 0, 0", "2, 1, 2", "13, 10, 13", "14, 10, 13", "1000, 769, 1000"})
  void isWorthWhatItSays(long points, long value, long fewest) {
    Money worth = REAL.valueOf(points);

    assertThat(worth).isEqualTo(Money.ofMinor(value, Currency.BRL));
    assertThat(REAL.pointsFor(worth)).isEqualTo(fewest);
    assertThat(REAL.valueOf(fewest)).isEqualTo(worth);
  }

  @Test
  void paysAtMostItsShareOfTheGoods() {
    assertThat(REAL.most(Money.ofMinor(101, Currency.BRL)))
        .isEqualTo(Money.ofMinor(50, Currency.BRL));
  }

  /// M17: a rule counts the units of its own currency.
  @Test
  void refusesAnotherCurrency() {
    assertThatThrownBy(() -> REAL.earned(Money.ofMinor(100, Currency.JPY)))
        .isInstanceOf(CurrencyMismatchException.class);
  }
}
