package org.tongbao.market.discovery;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.catalog.Wording;
import org.tongbao.primitives.money.Money;

/// A product as a list of suggestions shows it.
///
/// @param picture its hash; `/media/{hash}` shows it
/// @param lowest the price of the cheapest variant; null when it has none in the currency
record Card(
    UUID id,
    UUID merchantId,
    ProductKind kind,
    Wording title,
    @Nullable String picture,
    @Nullable Price lowest) {
  record Price(long amountMinor, String currency) {
    static Price of(Money money) {
      return new Price(money.amountMinor().longValueExact(), money.currency().code());
    }
  }

  static Card of(Product product, String currency) {
    List<String> pictures = product.content().pictures();
    Money lowest = lowest(product, currency);
    return new Card(
        product.id(),
        product.merchant().value(),
        product.content().kind(),
        product.content().title(),
        pictures.isEmpty() ? null : pictures.getFirst(),
        lowest == null ? null : Price.of(lowest));
  }

  /// What its cheapest variant costs; null when none has a price in the currency.
  static @Nullable Money lowest(Product product, String currency) {
    return product.variants().stream()
        .flatMap(it -> it.content().prices().stream())
        .filter(it -> it.currency().code().equals(currency))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
