package org.tongbao.market.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The products of the shops. Thread-safe; changes to one shop's products wait for each other. A
/// product that is on sale stays complete, whatever is changed.
@Component
final class Products {
  static final int MOST_OF_A_SHOP = 20_000;

  private final ProductStore store;
  private final VariantWriter variants;
  private final PriceChangeStore priceChanges;
  private final ProductRules rules;
  private final Currencies currencies;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Products(
      ProductStore store,
      VariantWriter variants,
      PriceChangeStore priceChanges,
      ProductRules rules,
      Currencies currencies,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.variants = variants;
    this.priceChanges = priceChanges;
    this.rules = rules;
    this.currencies = currencies;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  PageOfList<Product> list(
      MerchantId merchant, @Nullable ProductState state, PageOfList.Request asked) {
    return list(merchant, state, null, asked);
  }

  /// @param words what stands in a title or in a SKU; null for all
  PageOfList<Product> list(
      MerchantId merchant,
      @Nullable ProductState state,
      @Nullable String words,
      PageOfList.Request asked) {
    return asked.page(store.list(merchant, state, words, asked), Product::id);
  }

  Optional<Product> find(MerchantId merchant, UUID id) {
    return store.find(id).filter(it -> it.merchant().equals(merchant));
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not of this shop.
  Product require(MerchantId merchant, UUID id) {
    return find(merchant, id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  PageOfList<PriceChange> priceChanges(Product product, PageOfList.Request asked) {
    return asked.page(priceChanges.list(product.id(), asked), PriceChange::id);
  }

  /// Makes a draft.
  Product add(MerchantId merchant, ProductFields fields, UserId by) {
    return add(merchant, fields.content(), VariantFields.all(fields.variants(), currencies), by);
  }

  Product add(MerchantId merchant, ProductContent content, List<Wanted> wanted, UserId by) {
    return inShop(
        merchant,
        () -> {
          if (store.count(merchant) >= MOST_OF_A_SHOP) {
            throw new DomainException(CatalogError.SHOP_FULL, String.valueOf(MOST_OF_A_SHOP));
          }
          rules.check(merchant, content, wanted);
          Instant now = clock.instant();
          UUID id = Uuid7.next(clock);
          Product draft =
              new Product(id, merchant, ProductState.DRAFT, content, List.of(), 1, now, now, null);
          store.add(draft);
          variants.write(draft, wanted, by);
          return changed(id);
        });
  }

  /// Replaces what a product says; its variants too, unless they are left out.
  Product replace(MerchantId merchant, UUID id, int version, ProductFields fields, UserId by) {
    ProductContent content = fields.content();
    List<Wanted> wanted =
        fields.variants() == null ? null : VariantFields.all(fields.variants(), currencies);
    return change(
        merchant,
        id,
        version,
        known -> {
          List<Wanted> next = wanted == null ? unchanged(known) : wanted;
          write(known, content, next, by);
        });
  }

  /// Replaces everything a product says, as it was read.
  Product replace(Product read, ProductContent content, List<Wanted> wanted, UserId by) {
    return change(
        read.merchant(), read.id(), read.version(), known -> write(known, content, wanted, by));
  }

  /// Those of these products that are of this shop.
  Map<UUID, Product> of(MerchantId merchant, Collection<UUID> ids) {
    Map<UUID, Product> found = new LinkedHashMap<>();
    store.find(ids).stream()
        .filter(it -> it.merchant().equals(merchant))
        .forEach(it -> found.put(it.id(), it));
    return found;
  }

  /// Which product of the shop has a variant with which of these numbers.
  Map<String, UUID> bySku(MerchantId merchant, Collection<String> skus) {
    return store.bySku(merchant, skus);
  }

  /// Replaces the variants alone.
  Product replaceVariants(
      MerchantId merchant, UUID id, int version, List<Wanted> wanted, UserId by) {
    VariantFields.checkTogether(wanted.stream().map(Wanted::content).toList());
    return change(merchant, id, version, known -> write(known, known.content(), wanted, by));
  }

  /// Puts a product on sale. Refuses what is not complete, and a merchant that may not sell.
  Product publish(MerchantId merchant, UUID id, int version) {
    return change(
        merchant,
        id,
        version,
        known -> {
          rules.checkComplete(known.content(), unchanged(known));
          rules.checkSells(merchant);
          rules.checkNotSuspended(id);
          setState(known, ProductState.ON_SALE);
        });
  }

  /// Takes a product off sale. Refuses one that is not on sale.
  Product withdraw(MerchantId merchant, UUID id, int version) {
    return change(
        merchant,
        id,
        version,
        known -> {
          if (known.state() != ProductState.ON_SALE) {
            throw new DomainException(CatalogError.NOT_ON_SALE);
          }
          setState(known, ProductState.WITHDRAWN);
        });
  }

  /// Takes a product away for good, and off sale if it is; its numbers are free again.
  void remove(MerchantId merchant, UUID id, int version, UserId by) {
    inShop(
        merchant,
        () -> {
          Product known = current(merchant, id, version);
          variants.write(known, List.of(), by);
          store.setPictures(id, List.of());
          int latest = version;
          if (known.state() == ProductState.ON_SALE) {
            setState(known, ProductState.WITHDRAWN);
            latest++;
          }
          if (!store.remove(id, latest, clock.instant())) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          events.publishEvent(new ProductChanged(id));
          return known;
        });
  }

  private Product change(MerchantId merchant, UUID id, int version, Consumer<Product> change) {
    return inShop(
        merchant,
        () -> {
          change.accept(current(merchant, id, version));
          return changed(id);
        });
  }

  private void write(Product known, ProductContent content, List<Wanted> wanted, UserId by) {
    rules.check(known.merchant(), content, wanted);
    if (known.state() == ProductState.ON_SALE) {
      rules.checkComplete(content, wanted);
    }
    try {
      if (!store.update(known.id(), known.version(), content, clock.instant())) {
        throw new DomainException(RequestError.CHANGED_MEANWHILE);
      }
    } catch (DataIntegrityViolationException gone) {
      // Seen by the rules a moment ago: taken away by another since.
      throw new DomainException(RequestError.CONFLICT);
    }
    variants.write(known, wanted, by);
  }

  private void setState(Product known, ProductState state) {
    if (known.state() != state
        && !store.setState(known.id(), known.version(), state, clock.instant())) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
  }

  private Product current(MerchantId merchant, UUID id, int version) {
    Product known = require(merchant, id);
    if (known.version() != version) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return known;
  }

  private Product changed(UUID id) {
    events.publishEvent(new ProductChanged(id));
    return store.find(id).orElseThrow();
  }

  static List<Wanted> unchanged(Product product) {
    return product.variants().stream().map(it -> new Wanted(it.id(), it.content())).toList();
  }

  private <T> T inShop(MerchantId merchant, Supplier<T> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lockShop(merchant);
              return change.get();
            }));
  }
}
