package org.tongbao.market.cart;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Offer;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;

/// What people mean to buy. Thread-safe; changes to one cart wait for each other.
@Component
public class Carts {
  static final int MOST_LINES = 100;
  static final Duration GUESTS_KEPT_FOR = Duration.ofDays(30);
  private static final int DELETED_AT_ONCE = 1000;

  private final CartStore store;
  private final Catalog catalog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Carts(CartStore store, Catalog catalog, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.catalog = catalog;
    this.transaction = transaction;
    this.clock = clock;
  }

  public Cart of(UserId user) {
    return of(new CartOwner.User(user));
  }

  /// The cart as it is; an empty one of version 1 where there is none yet.
  Cart of(CartOwner owner) {
    return Objects.requireNonNull(
        transaction.execute(status -> store.find(owner).map(this::whole).orElse(Cart.EMPTY)));
  }

  /// Sets a line, or adds it at the end. What `wish` leaves open stays, or is selected in a new
  /// line. Refuses what has no offer in this currency, what cannot be bought if it is to be added,
  /// a version that is not the present one, and a line too many.
  ///
  /// @param version null where the caller does not mind what else is in the cart
  Cart set(CartOwner owner, UUID variant, Wish wish, String currency, @Nullable Integer version) {
    Offer offer =
        catalog
            .offer(variant, currency)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return change(
        owner,
        version,
        cart -> {
          CartLine known = cart.line(variant).orElse(null);
          if (known == null && !offer.onSale()) {
            throw new DomainException(CartError.NOT_ON_SALE);
          }
          if (known == null && cart.lines().size() >= MOST_LINES) {
            throw full();
          }
          store.set(id(cart), wish.line(known, offer, clock.instant()));
        });
  }

  /// Puts so many of a variant into a user's cart, selected for the next order. Refuses what has no
  /// offer in this currency or cannot be bought.
  public Cart put(UserId user, UUID variant, int quantity, String currency) {
    return set(new CartOwner.User(user), variant, new Wish(quantity, true, false), currency, null);
  }

  /// Takes a line away; refuses with [RequestError#NOT_FOUND] when there is none.
  Cart remove(CartOwner owner, UUID variant, @Nullable Integer version) {
    if (of(owner).line(variant).isEmpty()) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    return change(owner, version, cart -> store.remove(id(cart), variant));
  }

  /// Moves what a browser put into its cart before its user signed in into the user's own: the
  /// larger quantity of a line that is in both; what does not fit is left out.
  void merge(CartOwner.Guest guest, UserId user) {
    if (store.find(guest).isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(
        status ->
            store
                .lock(guest)
                .map(this::whole)
                .ifPresent(
                    brought -> {
                      if (!brought.lines().isEmpty()) {
                        change(new CartOwner.User(user), null, cart -> add(cart, brought));
                      }
                      store.delete(id(brought));
                    }));
  }

  private void add(Cart cart, Cart brought) {
    int room = MOST_LINES - cart.lines().size();
    for (CartLine line : brought.lines()) {
      CartLine known = cart.line(line.variant()).orElse(null);
      if (known != null) {
        store.set(id(cart), known.withAtLeast(line.quantity()));
      } else if (room > 0) {
        store.set(id(cart), line);
        room--;
      }
    }
  }

  /// The cart at this version, locked until the caller's transaction ends, so that no other
  /// transaction can order it meanwhile, in whatever process it runs. Refuses with
  /// [RequestError#CHANGED_MEANWHILE] when it is at another version.
  public Cart lock(UserId user, int version) {
    Cart cart = store.lock(new CartOwner.User(user)).map(this::whole).orElse(Cart.EMPTY);
    if (cart.id() == null || cart.version() != version) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return cart;
  }

  /// Takes what is ordered out of a cart that this transaction has locked.
  public void takeOrdered(Cart locked) {
    if (!store.advance(id(locked), locked.version(), clock.instant())) {
      throw new IllegalStateException("a locked cart changed: " + locked.id());
    }
    store.removeOrdered(id(locked));
  }

  /// Removes the carts of guests who have not come back.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
  void deleteForgotten() {
    Instant before = clock.instant().minus(GUESTS_KEPT_FOR);
    while (store.deleteForgotten(before, DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }

  private Cart change(CartOwner owner, @Nullable Integer version, Consumer<Cart> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Cart cart = whole(store.lock(owner).orElseGet(() -> made(owner)));
              if (version != null && version != cart.version()) {
                throw new DomainException(RequestError.CHANGED_MEANWHILE);
              }
              change.accept(cart);
              if (!store.advance(id(cart), cart.version(), clock.instant())) {
                throw new IllegalStateException("a locked cart changed: " + cart.id());
              }
              return whole(new CartStore.Head(id(cart), cart.version() + 1));
            }));
  }

  /// A new cart, locked.
  private CartStore.Head made(CartOwner owner) {
    store.ensure(owner, Uuid7.next(clock), clock.instant());
    return store.lock(owner).orElseThrow();
  }

  private Cart whole(CartStore.Head head) {
    return new Cart(head.id(), head.version(), store.lines(head.id()));
  }

  private static UUID id(Cart cart) {
    return Objects.requireNonNull(cart.id());
  }

  private static DomainException full() {
    return new DomainException(CartError.FULL, String.valueOf(MOST_LINES));
  }

  /// What a line is to be; null stays as it is.
  record Wish(
      int quantity,
      @Nullable Boolean selected,
      @Nullable Boolean savedForLater,
      @Nullable Instant slot) {
    Wish(int quantity, @Nullable Boolean selected, @Nullable Boolean savedForLater) {
      this(quantity, selected, savedForLater, null);
    }

    CartLine line(@Nullable CartLine known, Offer offer, Instant now) {
      return new CartLine(
          offer.variant(),
          quantity,
          selected != null ? selected : known == null || known.selected(),
          savedForLater != null ? savedForLater : known != null && known.savedForLater(),
          offer.price(),
          known == null ? now : known.addedAt(),
          slot == null && known != null ? known.slot() : slot);
    }
  }
}
