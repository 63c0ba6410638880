package org.tongbao.market.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.primitives.money.Currency;

final class CurrenciesTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private Currencies currencies = new Currencies(new CurrencyStore(DATABASE.jdbc()), clock);

  @BeforeEach
  void startWithTheMigratedTable() {
    DATABASE
        .jdbc()
        .sql("UPDATE currencies SET accepted = code NOT IN ('BTC', 'ETH', 'LTC')")
        .update();
    currencies = new Currencies(new CurrencyStore(DATABASE.jdbc()), clock);
  }

  @Test
  void knowsEveryCurrencyByItsOwnExponent() {
    assertThat(currencies.all())
        .allSatisfy(known -> assertThat(known.currency()).isEqualTo(Currency.of(known.code())))
        .extracting(PaymentCurrency::code)
        .containsExactly("CNY", "USD", "EUR", "BRL", "JPY", "BTC", "ETH", "LTC");
    assertThat(currencies.standard().currency()).isEqualTo(Currency.CNY);
  }

  @Test
  void refusesWhatItDoesNotKnowOrTake() {
    assertThat(currencies.requireAccepted("USD").currency()).isEqualTo(Currency.USD);
    assertThatThrownBy(() -> currencies.require("XXX"))
        .isInstanceOfSatisfying(
            DomainException.class,
            refused -> assertThat(refused.code()).isEqualTo(CurrencyError.UNKNOWN));
    assertThatThrownBy(() -> currencies.requireAccepted("BTC"))
        .isInstanceOfSatisfying(
            DomainException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CurrencyError.NOT_ACCEPTED);
              assertThat(refused.arguments()).containsExactly("BTC");
            });
  }

  @Test
  void noticesAChangeSoon() {
    assertThat(currencies.accepted()).hasSize(5);
    DATABASE.jdbc().sql("UPDATE currencies SET accepted = TRUE WHERE code = 'BTC'").update();

    now.updateAndGet(instant -> instant.plus(Currencies.FRESH_FOR).minus(Duration.ofMillis(1)));
    assertThat(currencies.accepted()).hasSize(5);
    now.updateAndGet(instant -> instant.plusMillis(1));
    assertThat(currencies.accepted()).hasSize(6);
  }

  @Test
  void theTableHoldsOneAcceptedStandard() {
    assertThatThrownBy(
            () ->
                DATABASE
                    .jdbc()
                    .sql("UPDATE currencies SET standard = TRUE WHERE code = 'USD'")
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThatThrownBy(
            () ->
                DATABASE
                    .jdbc()
                    .sql("UPDATE currencies SET accepted = FALSE WHERE code = 'CNY'")
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void refusesATableMadeForAnotherExponent() {
    DATABASE.jdbc().sql("UPDATE currencies SET exponent = 2 WHERE code = 'JPY'").update();
    try {
      assertThatThrownBy(currencies::all).hasMessage("JPY has exponent 0, not 2");
    } finally {
      DATABASE.jdbc().sql("UPDATE currencies SET exponent = 0 WHERE code = 'JPY'").update();
    }
  }
}
