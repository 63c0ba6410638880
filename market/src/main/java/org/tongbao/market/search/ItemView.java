package org.tongbao.market.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.catalog.Wording;
import org.tongbao.primitives.money.Money;

/// A product in a list.
///
/// @param picture its hash; `/media/{hash}` shows it
/// @param lowest the price of the cheapest variant in the currency that was asked for; null when it
///   has none in it
public record ItemView(
    UUID id,
    UUID merchantId,
    ProductKind kind,
    @Nullable UUID categoryId,
    Wording title,
    String brand,
    String model,
    List<String> tags,
    @Nullable String picture,
    @Nullable PriceView lowest,
    @Nullable PriceView highest,
    int variants,
    boolean inStock,
    RatingView rating,
    @Nullable Instant onSaleSince) {
  static ItemView of(Product product, String currency, boolean available, ProductRating rating) {
    List<Money> prices =
        product.variants().stream()
            .flatMap(it -> it.content().prices().stream())
            .filter(it -> it.currency().code().equals(currency))
            .sorted(Comparator.naturalOrder())
            .toList();
    List<String> pictures = product.content().pictures();
    return new ItemView(
        product.id(),
        product.merchant().value(),
        product.content().kind(),
        product.content().category(),
        product.content().title(),
        product.content().brand(),
        product.content().model(),
        product.content().tags(),
        pictures.isEmpty() ? null : pictures.getFirst(),
        prices.isEmpty() ? null : PriceView.of(prices.getFirst()),
        prices.isEmpty() ? null : PriceView.of(prices.getLast()),
        product.variants().size(),
        available,
        new RatingView(rating.averageHundredths(), rating.starsSum(), rating.reviews()),
        product.onSaleSince());
  }

  /// @param averageHundredths of a star, rounded; the sum is exact
  public record RatingView(int averageHundredths, long starsSum, int reviews) {}

  public record PriceView(long amountMinor, String currency) {
    static PriceView of(Money money) {
      return new PriceView(money.amountMinor().longValueExact(), money.currency().code());
    }
  }
}
