package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Money;

/// A product as programs get it. In what a buyer gets, `state` is always `ON_SALE`.
record ProductView(
    UUID id,
    UUID merchantId,
    ProductState state,
    ProductKind kind,
    @Nullable UUID categoryId,
    Wording title,
    Wording description,
    String brand,
    String model,
    List<String> tags,
    List<NamedValue> attributes,
    List<SpecificationGroup> specification,
    List<String> pictures,
    List<VariantView> variants,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant onSaleSince) {
  static ProductView of(Product product) {
    ProductContent content = product.content();
    return new ProductView(
        product.id(),
        product.merchant().value(),
        product.state(),
        content.kind(),
        content.category(),
        content.title(),
        content.description(),
        content.brand(),
        content.model(),
        content.tags(),
        content.attributes(),
        content.specification(),
        content.pictures(),
        product.variants().stream().map(VariantView::of).toList(),
        product.createdAt(),
        product.changedAt(),
        product.onSaleSince());
  }

  /// Pictures are named by their hash; `/media/{hash}` shows them.
  record VariantView(
      UUID id,
      String sku,
      List<NamedValue> options,
      int weightGrams,
      List<String> pictures,
      List<PriceView> prices) {
    static VariantView of(Variant variant) {
      VariantContent content = variant.content();
      return new VariantView(
          variant.id(),
          content.sku(),
          content.options(),
          content.weightGrams(),
          content.pictures(),
          content.prices().stream().map(PriceView::of).toList());
    }
  }

  record PriceView(long amountMinor, String currency) {
    static PriceView of(Money money) {
      return new PriceView(money.amountMinor().longValueExact(), money.currency().code());
    }
  }
}
