package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;

/// A merchant's product with everything that belongs to it.
///
/// @param version grows with every change of the product, its variants or prices
/// @param onSaleSince when it went on sale last; null when it never did
public record Product(
    UUID id,
    MerchantId merchant,
    ProductState state,
    ProductContent content,
    List<Variant> variants,
    int version,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant onSaleSince) {
  public Product {
    variants = List.copyOf(variants);
  }

  Optional<Variant> variant(UUID id) {
    return variants.stream().filter(it -> it.id().equals(id)).findFirst();
  }
}
