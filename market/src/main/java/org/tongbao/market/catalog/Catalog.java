package org.tongbao.market.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Merchants;

/// What can be bought, for the features that sell it. Thread-safe; reads the database each time.
@Component
public class Catalog {
  private final OfferStore offers;
  private final ProductStore products;
  private final Merchants merchants;

  Catalog(OfferStore offers, ProductStore products, Merchants merchants) {
    this.offers = offers;
    this.products = products;
    this.merchants = merchants;
  }

  /// The variant at its price in `currency`. Nothing when there is no such variant any more, or
  /// when it has no price in that currency; [Offer#onSale] says whether it can be bought.
  public Optional<Offer> offer(UUID variant, String currency) {
    return Optional.ofNullable(offers(List.of(variant), currency).get(variant));
  }

  /// [#offer] of many, in one query; those without an offer are missing in the answer.
  public Map<UUID, Offer> offers(Collection<UUID> variants, String currency) {
    Map<MerchantId, Boolean> selling = new HashMap<>();
    Map<UUID, Offer> found = new LinkedHashMap<>();
    for (Offer offer : offers.find(variants, currency)) {
      boolean sells = selling.computeIfAbsent(offer.merchant(), merchants::sells);
      found.put(offer.variant(), sells ? offer : offer.notOnSale());
    }
    return found;
  }

  /// The product, on sale or not.
  public Optional<Product> find(UUID product) {
    return products.find(product);
  }

  /// The products of a category that went on sale last, in the order of their ids; those of
  /// merchants that may not sell are missing.
  public List<Product> newest(UUID category, int limit) {
    List<UUID> ids = products.newest(category, limit);
    Map<UUID, Product> selling = new HashMap<>();
    onSale(ids).forEach(it -> selling.put(it.id(), it));
    return ids.stream().map(selling::get).filter(Objects::nonNull).toList();
  }

  /// The product, if it is on sale by a merchant that may sell.
  public Optional<Product> onSale(UUID product) {
    return onSale(List.of(product)).stream().findFirst();
  }

  /// [#onSale] of many, in the order of their ids; the others are missing in the answer.
  public List<Product> onSale(Collection<UUID> ids) {
    Map<MerchantId, Boolean> selling = new HashMap<>();
    return products.find(ids).stream()
        .filter(it -> it.state() == ProductState.ON_SALE)
        .filter(it -> selling.computeIfAbsent(it.merchant(), merchants::sells))
        .toList();
  }

  /// Those of these products that there are or were, removed ones included.
  public SortedSet<UUID> known(Collection<UUID> products) {
    return new TreeSet<>(this.products.known(products));
  }

  /// The ids of all products above `after`, on sale or not, in order: for those who read them all.
  public List<UUID> idsAfter(UUID after, int limit) {
    return products.idsAfter(after, limit);
  }

  /// The ids of all products of a shop, on sale or not.
  public List<UUID> idsOf(MerchantId merchant) {
    return products.idsOf(merchant);
  }

  /// Which product a variant belongs to, removed or not.
  public Optional<UUID> productOf(UUID variant) {
    return offers.productOf(variant);
  }
}
