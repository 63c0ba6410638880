package org.tongbao.market.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.media.MediaLibrary;
import org.tongbao.market.merchant.Merchants;

/// What a product has to be besides well-formed.
@Component
final class ProductRules {
  private final Categories categories;
  private final MediaLibrary media;
  private final Merchants merchants;
  private final SuspensionStore suspensions;

  ProductRules(
      Categories categories, MediaLibrary media, Merchants merchants, SuspensionStore suspensions) {
    this.categories = categories;
    this.media = media;
    this.merchants = merchants;
    this.suspensions = suspensions;
  }

  /// Holds for drafts too: the category and the pictures exist, and the pictures are the merchant's
  /// own.
  void check(MerchantId merchant, ProductContent content, List<Wanted> variants) {
    if (content.category() != null && categories.find(content.category()).isEmpty()) {
      throw new DomainException(CatalogError.UNKNOWN_CATEGORY, "categoryId");
    }
    Set<String> pictures = new LinkedHashSet<>(content.pictures());
    variants.forEach(it -> pictures.addAll(it.content().pictures()));
    if (!media.hold(merchant, pictures)) {
      throw new DomainException(CatalogError.UNKNOWN_PICTURE, "pictures");
    }
  }

  /// Holds for what is on sale: a category, a variant, and a price of each.
  void checkComplete(ProductContent content, List<Wanted> variants) {
    if (content.category() == null) {
      throw new DomainException(CatalogError.NOT_COMPLETE, "categoryId");
    }
    if (variants.isEmpty()) {
      throw new DomainException(CatalogError.NOT_COMPLETE, "variants");
    }
    if (variants.stream().anyMatch(it -> it.content().prices().isEmpty())) {
      throw new DomainException(CatalogError.NOT_COMPLETE, "prices");
    }
  }

  void checkSells(MerchantId merchant) {
    if (!merchants.sells(merchant)) {
      throw new DomainException(CatalogError.MERCHANT_MAY_NOT_SELL);
    }
  }

  /// The platform may keep a product off sale.
  void checkNotSuspended(UUID product) {
    suspensions
        .open(product)
        .ifPresent(
            it -> {
              throw new DomainException(CatalogError.SUSPENDED, it.reason());
            });
  }
}
