package org.tongbao.market.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What a transaction changes of stock that is held already. It is written when the transaction
/// commits, in the order of the items' ids: the mirror of the chain goes through several orders in
/// one transaction, and would otherwise take their items in an order of its own and wait for a
/// buyer who waits for it.
final class StockChanges implements TransactionSynchronization {
  private final List<Change> changes = new ArrayList<>();

  private record Change(UUID variant, Runnable writing) {}

  private StockChanges() {}

  /// Writes at the end of the transaction, which must be open. Changes of one item keep their
  /// order.
  static void atCommit(UUID variant, Runnable writing) {
    ofThisTransaction().changes.add(new Change(variant, writing));
  }

  private static StockChanges ofThisTransaction() {
    for (TransactionSynchronization each :
        TransactionSynchronizationManager.getSynchronizations()) {
      if (each instanceof StockChanges known) {
        return known;
      }
    }
    StockChanges fresh = new StockChanges();
    TransactionSynchronizationManager.registerSynchronization(fresh);
    return fresh;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    changes.sort(Comparator.comparing(Change::variant));
    changes.forEach(it -> it.writing().run());
    changes.clear();
  }
}
