package org.tongbao.market.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// What the platform lets be sold. A product that it suspends goes off sale and stays so until it
/// is reinstated; then it goes on sale again where it was and still can. The shop is told of both.
/// Orders that were placed go on. Thread-safe.
@Component
final class ProductModeration {
  private final ProductStore store;
  private final SuspensionStore suspensions;
  private final ProductRules rules;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ProductModeration(
      ProductStore store,
      SuspensionStore suspensions,
      ProductRules rules,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.suspensions = suspensions;
    this.rules = rules;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Which products are wanted.
  enum Show {
    ALL,
    ON_SALE,
    SUSPENDED
  }

  /// @param suspension what holds now; null where none does
  record Moderated(Product product, @Nullable ProductSuspension suspension) {}

  /// @param words what stands in a title or in a SKU, or a product's id; null for all
  PageOfList<Moderated> list(Show show, @Nullable String words, PageOfList.Request asked) {
    PageOfList<Product> found = asked.page(store.ofEverybody(show, words, asked), Product::id);
    Map<UUID, ProductSuspension> open =
        suspensions.open(found.items().stream().map(Product::id).toList());
    return found.map(it -> new Moderated(it, open.get(it.id())));
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not there, or was removed.
  Moderated require(UUID id) {
    Product product = store.find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return new Moderated(product, suspensions.open(id).orElse(null));
  }

  /// All suspensions of a product, the newest first.
  List<ProductSuspension> history(UUID product) {
    return suspensions.of(product);
  }

  /// Refuses with [CatalogError#ALREADY_SUSPENDED].
  Moderated suspend(UserId by, UUID id, String reason) {
    return change(
        id,
        known -> {
          Instant now = clock.instant();
          boolean onSale = known.state() == ProductState.ON_SALE;
          var suspension =
              new ProductSuspension(Uuid7.next(clock), id, reason, onSale, by, now, null);
          if (!suspensions.add(suspension)) {
            throw new DomainException(CatalogError.ALREADY_SUSPENDED);
          }
          if (onSale) {
            setState(known, ProductState.WITHDRAWN, now);
          }
          tell(known, suspension, true, reason, now);
        });
  }

  /// Refuses with [CatalogError#NOT_SUSPENDED].
  Moderated reinstate(UserId by, UUID id, String reason) {
    return change(
        id,
        known -> {
          Instant now = clock.instant();
          ProductSuspension open =
              suspensions
                  .open(id)
                  .orElseThrow(() -> new DomainException(CatalogError.NOT_SUSPENDED));
          if (!suspensions.lift(open.id(), new ProductSuspension.End(reason, by, now))) {
            throw new DomainException(CatalogError.NOT_SUSPENDED);
          }
          if (open.wasOnSale() && known.state() == ProductState.WITHDRAWN && canBeSold(known)) {
            setState(known, ProductState.ON_SALE, now);
          }
          tell(known, open, false, reason, now);
        });
  }

  private boolean canBeSold(Product known) {
    try {
      rules.checkComplete(known.content(), Products.unchanged(known));
      rules.checkSells(known.merchant());
      return true;
    } catch (DomainException notYet) {
      return false;
    }
  }

  private void setState(Product known, ProductState state, Instant now) {
    if (!store.setState(known.id(), known.version(), state, now)) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
  }

  private void tell(
      Product known, ProductSuspension suspension, boolean suspended, String reason, Instant now) {
    events.publishEvent(new ProductChanged(known.id()));
    events.publishEvent(
        new ProductSuspended(
            suspension.id(),
            known.id(),
            known.merchant(),
            known.content().title(),
            suspended,
            reason,
            now));
  }

  /// Changes of one shop's products wait for each other, the shop's own too.
  private Moderated change(UUID id, Consumer<Product> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lockShop(require(id).product().merchant());
              change.accept(require(id).product());
              return require(id);
            }));
  }
}
