package org.tongbao.payments.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

final class CardAmountsTest {
  /// M17: what Stripe's page on currencies says of each kind.
  @ParameterizedTest
  @CsvSource({
    "USD, 12.34, 1234",
    "CNY, 0.01, 1",
    "JPY, 500, 500",
    "KRW, 1000, 1000",
    "XOF, 25, 25",
    "ISK, 5, 500",
    "UGX, 5, 500",
    "KWD, 5.120, 5120",
    "TWD, 800.00, 80000",
    "HUF, 10.00, 1000"
  })
  void countsAsStripeDoes(String code, String major, long counted) {
    Money money = Money.parse(major, Currency.of(code));

    assertThat(CardAmounts.of(money)).contains(counted);
    assertThat(CardAmounts.money(counted, code.toLowerCase(Locale.ROOT))).isEqualTo(money);
  }

  @ParameterizedTest
  @CsvSource({"KWD, 5.123", "BTC, 0.1", "USD, 1000000000.00"})
  void refusesWhatStripeCannotCharge(String code, String major) {
    assertThat(CardAmounts.of(Money.parse(major, Currency.of(code)))).isEqualTo(Optional.empty());
  }
}
