package org.tongbao.market.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Category;
import org.tongbao.market.catalog.Listings;
import org.tongbao.market.catalog.Wording;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Puts the products of files on sale, each in the category that its row names: those are made
/// below one of their own. Their stock comes with the orders.
@Component
final class ImportedProducts {
  private static final Wording ROOT = new Wording("导入商品", "Imported");
  private static final Wording OTHER = new Wording("未分类", "Unsorted");
  private static final int POSITION = 1_000;
  private static final int ID_SHOWN = 8;
  private static final int TAG_LIMIT = 30;

  private final ImportStore store;
  private final Listings listings;
  private final Categories categories;
  private final TransactionTemplate transaction;

  ImportedProducts(
      ImportStore store,
      Listings listings,
      Categories categories,
      TransactionTemplate transaction) {
    this.store = store;
    this.listings = listings;
    this.categories = categories;
    this.transaction = transaction;
  }

  int bringIn(List<Dataset.Product> products, ImportProgress progress) {
    Map<Dataset.ProductKey, ImportStore.Listed> known = store.products();
    List<Dataset.Product> missing =
        products.stream().filter(it -> !known.containsKey(it.key())).toList();
    Map<String, UUID> places = places(missing);
    Map<String, ImportStore.Shop> shops = store.shops();
    // Changes to one shop's products wait for each other: one thread does those of a shop.
    Map<String, List<Dataset.Product>> byShop = new LinkedHashMap<>();
    missing.forEach(
        it -> byShop.computeIfAbsent(it.key().merchant(), id -> new ArrayList<>()).add(it));
    Workers.each(
        "shops with products",
        byShop.values(),
        progress,
        ofShop -> ofShop.forEach(it -> add(it, shops, places)));
    return missing.size();
  }

  private void add(
      Dataset.Product product, Map<String, ImportStore.Shop> shops, Map<String, UUID> places) {
    ImportStore.Shop shop = Objects.requireNonNull(shops.get(product.key().merchant()));
    UUID category = Objects.requireNonNull(places.get(product.category()));
    String id = product.key().product();
    String words = product.category().isEmpty() ? "Product" : words(product.category());
    Listings.Goods goods =
        new Listings.Goods(
            id,
            category,
            words + " " + id.substring(0, Math.min(ID_SHOWN, id.length())),
            words.length() > TAG_LIMIT ? List.of() : List.of(words),
            product.weightGrams(),
            Money.ofMinor(product.listPriceMinor(), Currency.of(product.currency())));
    transaction.executeWithoutResult(
        status -> {
          Listings.Listed listed = listings.add(shop.merchant(), goods, shop.owner());
          store.addProduct(
              product.key(), new ImportStore.Listed(listed.product(), listed.variant()));
        });
  }

  private static String words(String category) {
    return category.replace('_', ' ');
  }

  /// The categories by what the files call them; missing ones are made.
  private Map<String, UUID> places(Collection<Dataset.Product> products) {
    Map<String, UUID> places = new HashMap<>();
    for (Dataset.Product product : products) {
      if (!places.containsKey(product.category())) {
        UUID root = ensure(null, ROOT);
        String words = words(product.category());
        places.put(
            product.category(),
            ensure(root, product.category().isEmpty() ? OTHER : new Wording(words, words)));
      }
    }
    return places;
  }

  private UUID ensure(@Nullable UUID parent, Wording name) {
    Optional<Category> known =
        categories.tree().stream()
            .filter(it -> Objects.equals(it.parent(), parent) && it.name().equals(name))
            .findFirst();
    return known.map(Category::id).orElseGet(() -> categories.add(parent, name, POSITION).id());
  }
}
