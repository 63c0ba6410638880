package org.tongbao.market.promotion;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;

/// The points that people have, and their use in orders. Thread-safe.
@Component
public class PointAccounts {
  private final PointAccountStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PointAccounts(PointAccountStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What an order could use now. Points that expired since the account last moved count still; the
  /// contract refuses an order that uses them.
  public long available(UserId user) {
    return store.available(user);
  }

  /// Takes points for an order, inside the transaction that places it; refuses with
  /// [PromotionError#TOO_FEW_POINTS] when they have been used meanwhile.
  ///
  /// @param order the seller order
  /// @param reference the order's id in its terms
  public void use(UserId user, UUID order, Hash reference, long points) {
    transaction.executeWithoutResult(
        status -> {
          if (!store.reserve(user, points)) {
            throw new DomainException(PromotionError.TOO_FEW_POINTS);
          }
          store.addUse(order, reference, user, points, clock.instant());
        });
  }

  /// Gives back what an order used that never reached the contract. Doing it twice changes nothing.
  public void restore(UUID order) {
    store.giveBack(order);
  }
}
