package org.tongbao.primitives.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CurrencyTest {
  @ParameterizedTest
  @CsvSource({
    "CNY, 2", "USD, 2", "EUR, 2", "BRL, 2", "GBP, 2", "HKD, 2", "JPY, 0", "KRW, 0", "VND, 0",
    "CLP, 0", "ISK, 0", "KWD, 3", "BHD, 3", "TND, 3", "CLF, 4", "BTC, 8", "LTC, 8", "ETH, 18"
  })
  void knowsTheExponentsOfIso4217AndOfTheCryptocurrencies(String code, int exponent) {
    assertThat(Currency.of(code).exponent()).isEqualTo(exponent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cny", "CN", "CNYY", "XXX", "XAU", "DOGE", " USD"})
  void refusesWhatIsNoCurrency(String code) {
    assertThat(Currency.find(code)).isEmpty();
    assertThatThrownBy(() -> Currency.of(code))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown currency: " + code);
  }

  @Test
  void refusesAnExponentThatIsNotTheCurrencysOwn() {
    assertThatThrownBy(() -> new Currency("JPY", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JPY has exponent 0, not 2");
  }

  @Test
  void tellsCryptocurrenciesFromIsoOnes() {
    assertThat(Currency.CNY.isIso4217()).isTrue();
    assertThat(Currency.BTC.isIso4217()).isFalse();
  }
}
