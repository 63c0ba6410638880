package org.tongbao.market.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.CurrencyMismatchException;
import org.tongbao.primitives.money.Money;

final class DeliveryMethodTest {
  /// 8.00 for the first kilogram, 2.50 for each further half; free from 99.00; China and Japan.
  private static final DeliveryMethod COURIER =
      method(DeliveryMethod.Kind.CARRIER, fen(9_900), Set.of("CN", "JP"), null);

  @ParameterizedTest
  @CsvSource({
    "9899, 0, 800",
    "9899, 1000, 800",
    "9899, 1001, 1050",
    "9899, 1500, 1050",
    "9899, 1501, 1300",
    "9899, 2147483647000, 1073741823800",
    "9900, 5000, 0",
    "20000, 5000, 0"
  })
  void countsBegunStepsOfWeightUntilItIsFree(long goods, long grams, long price) {
    assertThat(COURIER.price(fen(goods), grams, "CN")).contains(fen(price));
  }

  @Test
  void doesNotReachOtherCountries() {
    assertThat(COURIER.price(fen(1), 1, "US")).isEmpty();
    DeliveryMethod everywhere = method(DeliveryMethod.Kind.MERCHANT, null, Set.of(), null);
    assertThat(everywhere.price(fen(1_000_000), 1, "US")).isEqualTo(Optional.of(fen(800)));
  }

  @Test
  void refusesGoodsInAnotherCurrency() {
    assertThatThrownBy(() -> COURIER.price(Money.ofMinor(1, Currency.USD), 1, "CN"))
        .isInstanceOf(CurrencyMismatchException.class);
  }

  @Test
  void hasAPlaceExactlyWhenItIsFetched() {
    assertThatThrownBy(() -> method(DeliveryMethod.Kind.PICKUP, null, Set.of(), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static DeliveryMethod method(
      DeliveryMethod.Kind kind,
      @Nullable Money freeFrom,
      Set<String> countries,
      DeliveryMethod.@Nullable PickupPlace place) {
    return new DeliveryMethod(
        UUID.randomUUID(),
        new MerchantId(UUID.randomUUID()),
        kind,
        "by hand",
        "",
        fen(800),
        freeFrom,
        new DeliveryMethod.Weights(1_000, 500, fen(250)),
        countries,
        place,
        true,
        1);
  }

  private static Money fen(long minor) {
    return Money.ofMinor(minor, Currency.CNY);
  }
}
