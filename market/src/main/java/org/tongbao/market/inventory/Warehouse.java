package org.tongbao.market.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.UserId;

/// How stock comes in: received, or counted anew. Every change is a line of the item's journal,
/// whose sum is what the item has. Thread-safe.
@Component
public class Warehouse {
  /// The most that an item can hold.
  static final int MOST = 1_000_000_000;

  private final StockStore stocks;
  private final StockNews news;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Warehouse(StockStore stocks, StockNews news, TransactionTemplate transaction, Clock clock) {
    this.stocks = stocks;
    this.news = news;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Adds what has come in, at least one. Refuses with [InventoryError#TOO_MUCH].
  public Stock receive(UUID variant, int quantity, @Nullable UserId by) {
    if (quantity < 1) {
      throw new IllegalArgumentException("received " + quantity);
    }
    return change(
        variant,
        () -> {
          Stock known = stocks.lock(variant);
          if (quantity > MOST - known.onHand()) {
            throw tooMuch();
          }
          stocks.receive(variant, quantity, id(by), clock.instant());
        });
  }

  /// Writes down how many were counted in the warehouse. Refuses when something was sold or
  /// received since `version` ([RequestError#CHANGED_MEANWHILE]), and when fewer were counted than
  /// are held for buyers ([InventoryError#RESERVED]).
  public Stock count(UUID variant, int onHand, int version, @Nullable UserId by) {
    if (onHand < 0) {
      throw new IllegalArgumentException("counted " + onHand);
    }
    return change(
        variant,
        () -> {
          Stock known = stocks.lock(variant);
          if (known.version() != version) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          if (onHand < known.reserved()) {
            throw new DomainException(InventoryError.RESERVED, String.valueOf(known.reserved()));
          }
          if (onHand > MOST) {
            throw tooMuch();
          }
          Instant now = clock.instant();
          if (known.version() > 0) {
            stocks.count(known, onHand, id(by), now);
          } else if (onHand > 0) {
            stocks.receive(variant, onHand, id(by), now);
          }
        });
  }

  /// Adds `more`, or takes away as much of it as is not held for buyers, of an item that was
  /// received before.
  ///
  /// @return the difference it made
  public int grow(UUID variant, int more) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Stock known = stocks.lock(variant);
              int difference = Math.max(more, -known.available());
              if (difference != 0) {
                int onHand = known.onHand() + difference;
                Stock _ = change(variant, () -> stocks.count(known, onHand, null, clock.instant()));
              }
              return difference;
            }));
  }

  /// The journal of an item, newest first: lines before the one numbered `before`.
  public List<StockMovement> movements(UUID variant, int before, int limit) {
    return stocks.movements(variant, before, limit);
  }

  private Stock change(UUID variant, Runnable change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              boolean before = stocks.lock(variant).available() > 0;
              change.run();
              Stock now = stocks.lock(variant);
              if (now.available() > 0 != before) {
                news.changed(variant, now.available() > 0);
              }
              return now;
            }));
  }

  private static DomainException tooMuch() {
    return new DomainException(InventoryError.TOO_MUCH, String.valueOf(MOST));
  }

  private static @Nullable UUID id(@Nullable UserId user) {
    return user == null ? null : user.value();
  }
}
