package org.tongbao.market.discovery;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.discovery.FavouriteStore.FavouriteProduct;
import org.tongbao.market.discovery.FavouriteStore.FavouriteShop;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Money;

/// What users keep to come back to. Thread-safe.
@Component
public class Favourites {
  /// Of each kind; somebody who adds at several places at once may get a few more.
  static final int MOST = 500;

  private final FavouriteStore store;
  private final Catalog catalog;
  private final Merchants merchants;
  private final Clock clock;

  Favourites(FavouriteStore store, Catalog catalog, Merchants merchants, Clock clock) {
    this.store = store;
    this.catalog = catalog;
    this.merchants = merchants;
    this.clock = clock;
  }

  /// @param card null when it is not on sale any more
  /// @param priceFell whether it costs less now than when it was added
  record KeptProduct(
      UUID productId,
      Instant addedAt,
      Card.@Nullable Price priceThen,
      @Nullable Card card,
      boolean priceFell) {}

  /// @param name empty when there is no such shop any more
  record KeptShop(UUID merchantId, Instant addedAt, String name, boolean sells) {}

  /// Keeps a product with the price that it has now in a currency; one that is kept already stays
  /// as it is. Refuses with [RequestError#NOT_FOUND] what is not on sale.
  @Transactional
  public void add(UserId user, UUID product, String currency) {
    Product kept =
        catalog.onSale(product).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    requireRoom(store.countProducts(user));
    store.add(
        user,
        new FavouriteProduct(
            Uuid7.next(clock), product, currency, Card.lowest(kept, currency), clock.instant()));
  }

  @Transactional
  public void add(UserId user, MerchantId merchant) {
    if (!merchants.sells(merchant)) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    requireRoom(store.countShops(user));
    store.add(user, new FavouriteShop(Uuid7.next(clock), merchant, clock.instant()));
  }

  /// Whether the user keeps this product.
  public boolean has(UserId user, UUID product) {
    return store.hasProduct(user, product);
  }

  /// Whether the user keeps this shop.
  public boolean has(UserId user, MerchantId merchant) {
    return store.hasShop(user, merchant);
  }

  private static void requireRoom(int kept) {
    if (kept >= MOST) {
      throw new DomainException(DiscoveryError.FULL, String.valueOf(MOST));
    }
  }

  void remove(UserId user, UUID product) {
    store.removeProduct(user, product);
  }

  void remove(UserId user, MerchantId merchant) {
    store.removeShop(user, merchant);
  }

  PageOfList<KeptProduct> products(UserId user, PageOfList.Request asked) {
    List<FavouriteProduct> rows = store.products(user, asked);
    Map<UUID, Product> onSale = new HashMap<>();
    catalog
        .onSale(rows.stream().map(FavouriteProduct::product).toList())
        .forEach(it -> onSale.put(it.id(), it));
    return asked.page(rows, FavouriteProduct::id).map(it -> kept(it, onSale.get(it.product())));
  }

  private static KeptProduct kept(FavouriteProduct row, @Nullable Product product) {
    Money then = row.priceThen();
    Money now = product == null ? null : Card.lowest(product, row.currency());
    return new KeptProduct(
        row.product(),
        row.addedAt(),
        then == null ? null : Card.Price.of(then),
        product == null ? null : Card.of(product, row.currency()),
        then != null && now != null && now.compareTo(then) < 0);
  }

  PageOfList<KeptShop> shops(UserId user, PageOfList.Request asked) {
    return asked.page(store.shops(user, asked), FavouriteShop::id).map(this::kept);
  }

  private KeptShop kept(FavouriteShop row) {
    String name = merchants.find(row.merchant()).map(Merchant::name).orElse("");
    return new KeptShop(
        row.merchant().value(), row.addedAt(), name, merchants.sells(row.merchant()));
  }
}
