package org.tongbao.market.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// What orders brought their shops, as the chain told. Thread-safe.
@Component
public class Settlements {
  private final SettlementStore store;
  private final OrderWork work;

  Settlements(SettlementStore store, OrderWork work) {
    this.store = store;
    this.work = work;
  }

  /// A seller order whose money reached its shop.
  ///
  /// @param order the seller order
  /// @param waits whether the shop can acknowledge it now
  /// @param shareMinor what the shop got
  /// @param totalMinor what the order came to
  /// @param refundedMinor what of that went back to the buyer, before or after
  /// @param dueAt when it completes by itself; null when it has
  public record Settlement(
      UUID order,
      String number,
      OrderState state,
      boolean waits,
      String currency,
      long shareMinor,
      long totalMinor,
      long refundedMinor,
      String transaction,
      long block,
      Instant at,
      @Nullable Instant dueAt) {}

  /// Money of one currency. Counts are of orders.
  ///
  /// @param heldMinor what buyers paid for orders that have not arrived yet, less refunds
  /// @param waitingMinor what reached the shop and is not acknowledged
  /// @param settledMinor what has ever reached the shop
  public record Books(
      String currency,
      long held,
      long heldMinor,
      long waiting,
      long waitingMinor,
      long settled,
      long settledMinor) {}

  /// By the newest order first.
  ///
  /// @param waiting only those that the shop has not acknowledged
  public PageOfList<Settlement> list(MerchantId shop, boolean waiting, PageOfList.Request asked) {
    return asked.page(store.list(shop, waiting, asked), Settlement::order);
  }

  /// Of every currency in which something was paid, in the order of their codes.
  public List<Books> books(MerchantId shop) {
    return store.books(shop);
  }

  /// Confirms that the money of these orders has come: all of them, or none. Refuses with
  /// [OrderError].
  @Transactional
  public void acknowledge(MerchantId shop, UserId by, Collection<UUID> orders) {
    for (UUID order : new TreeSet<>(orders)) {
      SellerOrder _ =
          work.merchant(shop, by, order, Command.Wish.of(StepKind.ACKNOWLEDGE_PAYOUT, ""));
    }
  }
}
