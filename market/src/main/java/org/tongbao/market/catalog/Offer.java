package org.tongbao.market.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.Language;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.money.Money;

/// A variant as it can be bought now, in one currency. Carts show it; an order freezes it.
///
/// @param options how the variant differs from the others of its product, for instance `颜色: 红 · 尺码:
///   L`; empty when it is the only one
/// @param price of one piece
/// @param onSale whether it can be bought: on sale itself, and by a merchant that may sell
/// @param version of the product; grows with every change of it, its variants or prices
/// @param picture the hash of the picture to show, if it has one
public record Offer(
    UUID variant,
    UUID product,
    MerchantId merchant,
    String sku,
    ProductKind kind,
    Wording titles,
    String options,
    Money price,
    int weightGrams,
    boolean onSale,
    int version,
    @Nullable String picture) {

  /// The title in Chinese, or in English where it has no Chinese one.
  public String title() {
    return title(Language.ZH);
  }

  public String title(Language language) {
    return titles.in(language);
  }

  /// Keccak-256 of what a buyer was shown: an order that holds it proves what was bought. Each part
  /// is preceded by its length in characters, so that no two offers run into the same text.
  public Hash detailsHash() {
    String parts =
        List.of(
                variant.toString(),
                product.toString(),
                merchant.toString(),
                sku,
                kind.name(),
                titles.zh(),
                titles.en(),
                options,
                price.amountMinor().toString(),
                price.currency().code(),
                String.valueOf(weightGrams),
                String.valueOf(version))
            .stream()
            .map(part -> part.length() + ":" + part)
            .collect(Collectors.joining());
    return Keccak256.hash(parts.getBytes(StandardCharsets.UTF_8));
  }

  /// The same, of a merchant that may not sell.
  Offer notOnSale() {
    return new Offer(
        variant,
        product,
        merchant,
        sku,
        kind,
        titles,
        options,
        price,
        weightGrams,
        false,
        version,
        picture);
  }

  /// The options of a variant in one line.
  static String line(List<NamedValue> options) {
    return options.stream()
        .map(it -> it.name() + ": " + it.value())
        .collect(Collectors.joining(" · "));
  }
}
