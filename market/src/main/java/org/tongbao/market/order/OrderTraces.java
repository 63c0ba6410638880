package org.tongbao.market.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.primitives.Hash;

/// Which orders the chain's transactions were about. Thread-safe.
@Component
public class OrderTraces {
  private final HistoryStore store;

  OrderTraces(HistoryStore store) {
    this.store = store;
  }

  /// An event of an order, by its place in its block.
  public record Trace(Hash transaction, long logIndex, String number) {}

  /// The numbers of the orders that these seller orders are parts of.
  public Map<UUID, String> numbers(Collection<UUID> sellerOrders) {
    return store.numbers(sellerOrders.toArray(UUID[]::new));
  }

  /// All events of orders in these transactions, in the chain's order.
  public List<Trace> of(Collection<Hash> transactions) {
    return store.traces(transactions.stream().map(Hash::toHex).toArray(String[]::new));
  }
}
