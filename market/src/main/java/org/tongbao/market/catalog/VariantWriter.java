package org.tongbao.market.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Money;

/// Turns the variants of a product into the wanted ones and writes down which prices changed. Works
/// inside the transaction of the one who calls.
@Component
final class VariantWriter {
  private final VariantStore store;
  private final PriceChangeStore priceChanges;
  private final Clock clock;

  VariantWriter(VariantStore store, PriceChangeStore priceChanges, Clock clock) {
    this.store = store;
    this.priceChanges = priceChanges;
    this.clock = clock;
  }

  /// Variants without an id become those that have their number now, or else new ones; those that
  /// are not wanted are removed. Refuses an id of another product, and a number that another
  /// product of the shop has.
  void write(Product product, List<Wanted> wanted, UserId by) {
    List<String> taken =
        store.taken(
            product.merchant(),
            product.id(),
            wanted.stream().map(it -> it.content().sku()).toList());
    if (!taken.isEmpty()) {
      throw new DomainException(CatalogError.SKU_TAKEN, String.join(", ", taken));
    }
    List<Variant> after = matched(product, wanted);
    try {
      write(product, after);
    } catch (DuplicateKeyException taking) {
      throw new DomainException(CatalogError.SKU_TAKEN, "");
    }
    writePriceChanges(product, after, by);
  }

  private static List<Variant> identified(Product product, List<Wanted> wanted) {
    Map<String, UUID> bySku = new LinkedHashMap<>();
    product.variants().forEach(it -> bySku.put(it.content().sku(), it.id()));
    for (Wanted each : wanted) {
      if (each.id() != null) {
        bySku.values().remove(each.id());
      }
    }
    List<Variant> identified = new ArrayList<>();
    for (Wanted each : wanted) {
      UUID id = each.id() != null ? each.id() : bySku.get(each.content().sku());
      if (id != null) {
        identified.add(new Variant(id, each.content()));
      }
    }
    return identified;
  }

  private List<Variant> matched(Product product, List<Wanted> wanted) {
    Map<String, Variant> known = new LinkedHashMap<>();
    identified(product, wanted).forEach(it -> known.put(it.content().sku(), it));
    List<Variant> after = new ArrayList<>();
    for (Wanted each : wanted) {
      if (each.id() != null && product.variant(each.id()).isEmpty()) {
        throw new DomainException(RequestError.NOT_FOUND);
      }
      Variant match = known.get(each.content().sku());
      after.add(match != null ? match : new Variant(Uuid7.next(clock), each.content()));
    }
    return after;
  }

  private void write(Product product, List<Variant> after) {
    List<UUID> left = new ArrayList<>(product.variants().stream().map(Variant::id).toList());
    left.removeAll(after.stream().map(Variant::id).toList());
    if (!left.isEmpty()) {
      store.remove(left, clock.instant());
    }
    List<UUID> renumbered =
        after.stream()
            .filter(it -> isRenumbered(product.variant(it.id()).orElse(null), it))
            .map(Variant::id)
            .toList();
    if (!renumbered.isEmpty()) {
      store.freeSkus(renumbered);
    }
    for (int i = 0; i < after.size(); i++) {
      Variant variant = after.get(i);
      if (product.variant(variant.id()).isEmpty()) {
        store.add(product, variant, i);
      } else if (!variant.equals(
          product.variants().size() > i ? product.variants().get(i) : null)) {
        store.update(variant, i);
      }
    }
  }

  private static boolean isRenumbered(@Nullable Variant before, Variant after) {
    return before != null && !before.content().sku().equals(after.content().sku());
  }

  private void writePriceChanges(Product product, List<Variant> after, UserId by) {
    Instant now = clock.instant();
    for (Variant variant : after) {
      Map<String, Money> before = prices(product.variant(variant.id()).orElse(null));
      Map<String, Money> nowAsked = prices(variant);
      TreeSet<String> currencies = new TreeSet<>(before.keySet());
      currencies.addAll(nowAsked.keySet());
      for (String currency : currencies) {
        Money was = before.get(currency);
        Money is = nowAsked.get(currency);
        if (!Objects.equals(was, is)) {
          priceChanges.add(
              product.id(),
              new PriceChange(
                  Uuid7.next(clock),
                  variant.id(),
                  variant.content().sku(),
                  currency,
                  minor(was),
                  minor(is),
                  by,
                  now));
        }
      }
    }
  }

  private static @Nullable Long minor(@Nullable Money money) {
    return money == null ? null : money.amountMinor().longValueExact();
  }

  private static Map<String, Money> prices(@Nullable Variant variant) {
    Map<String, Money> prices = new LinkedHashMap<>();
    if (variant != null) {
      variant.content().prices().forEach(it -> prices.put(it.currency().code(), it));
    }
    return prices;
  }
}
