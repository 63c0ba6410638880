package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Money;

/// Products with one variant and one price, for features that put them on sale on a merchant's
/// behalf. Thread-safe.
@Component
public class Listings {
  private final Products products;

  Listings(Products products) {
    this.products = products;
  }

  /// What is offered.
  ///
  /// @param sku the merchant's own number, unique in its shop
  /// @param tags lines of at most 30 characters
  public record Goods(
      String sku, UUID category, String title, List<String> tags, int weightGrams, Money price) {
    public Goods {
      tags = List.copyOf(tags);
    }
  }

  /// What it became.
  public record Listed(UUID product, UUID variant) {}

  /// Makes a product and puts it on sale.
  @Transactional
  public Listed add(MerchantId merchant, Goods goods, UserId by) {
    Wording title = new Wording("", goods.title);
    ProductContent content =
        new ProductContent(
            ProductKind.GOODS,
            goods.category,
            title,
            Wording.NONE,
            "",
            "",
            goods.tags,
            List.of(),
            List.of(),
            List.of());
    VariantContent variant =
        new VariantContent(
            goods.sku, List.of(), goods.weightGrams, List.of(), List.of(goods.price));
    Product draft = products.add(merchant, content, List.of(new Wanted(null, variant)), by);
    Product published = products.publish(merchant, draft.id(), draft.version());
    return new Listed(published.id(), published.variants().getFirst().id());
  }

  /// A product on sale, and its variants in the order in which they were given.
  public record Published(UUID product, List<UUID> variants) {
    public Published {
      variants = List.copyOf(variants);
    }
  }

  /// Puts a product with several variants on sale at once.
  @Transactional
  public Published add(
      MerchantId merchant, ProductContent content, List<VariantContent> variants, UserId by) {
    List<Wanted> wanted = variants.stream().map(it -> new Wanted(null, it)).toList();
    Product draft = products.add(merchant, content, wanted, by);
    Product published = products.publish(merchant, draft.id(), draft.version());
    return new Published(published.id(), published.variants().stream().map(Variant::id).toList());
  }

  /// Sells a variant at this price from now on; its other prices stay. Does nothing when that is
  /// its price. Refuses with [RequestError#NOT_FOUND] what is not this shop's.
  @Transactional
  public void reprice(MerchantId merchant, UUID product, UUID variant, Money price, UserId by) {
    Product known = products.require(merchant, product);
    VariantContent before =
        known
            .variant(variant)
            .map(Variant::content)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    if (before.prices().contains(price)) {
      return;
    }
    List<Wanted> wanted =
        Products.unchanged(known).stream()
            .map(it -> variant.equals(it.id()) ? new Wanted(variant, at(before, price)) : it)
            .toList();
    Product _ = products.replaceVariants(merchant, product, known.version(), wanted, by);
  }

  private static VariantContent at(VariantContent before, Money price) {
    List<Money> prices = new ArrayList<>(before.prices());
    prices.removeIf(it -> it.currency().equals(price.currency()));
    prices.add(price);
    prices.sort(Comparator.comparing(it -> it.currency().code()));
    return new VariantContent(
        before.sku(), before.options(), before.weightGrams(), before.pictures(), prices);
  }
}
