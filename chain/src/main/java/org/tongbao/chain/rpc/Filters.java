package org.tongbao.chain.rpc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.core.ChainEvents;
import org.tongbao.chain.core.Subscription;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// The filters that clients poll: what happened since they asked last. Thread-safe. A filter that
/// nobody asks for is removed after a time, and what all hold together is bounded.
final class Filters implements AutoCloseable {
  private static final int EVENT_CAPACITY = 4_096;

  /// What a hash takes that waits, with what holds it.
  private static final int HASH_BYTES = 128;

  private final RpcLimits limits;
  private final Clock clock;
  private final Map<String, Filter> filters = new ConcurrentHashMap<>();

  /// Of all changes that wait, in all filters.
  private final AtomicLong totalBytes = new AtomicLong();

  private final SecureRandom random = new SecureRandom();
  private final ChainEvents events;
  private volatile Subscription subscription;

  Filters(ChainEvents events, RpcLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.events = events;
    this.subscription = subscribe();
  }

  private Subscription subscribe() {
    return events.subscribe(EVENT_CAPACITY, this::hear, this::beginAnew);
  }

  /// Having fallen behind, there is news that no filter has: better none than one with gaps.
  private void beginAnew() {
    subscription = subscribe();
    removeAll();
  }

  /// What a filter collects.
  sealed interface Interest {
    /// Hashes of new blocks.
    record Blocks() implements Interest {}

    /// Hashes of transactions that came into the pool.
    record PendingTransactions() implements Interest {}

    /// Logs of new blocks, and of those that a reorganisation took back.
    ///
    /// @param lowest blocks before this number do not count
    /// @param highest blocks after this number do not count
    record Logs(LogFilter filter, long lowest, long highest) implements Interest {}
  }

  private final class Filter {
    final Interest interest;
    private final List<RpcResult> changes = new ArrayList<>();
    private long bytes;

    /// From its installation to its removal.
    private boolean listening;

    private Instant lastAsked;

    Filter(Interest interest, Instant now) {
      this.interest = interest;
      this.lastAsked = now;
    }

    synchronized void add(RpcResult change, long size) {
      if (listening) {
        changes.add(change);
        bytes += size;
        totalBytes.addAndGet(size);
      }
    }

    synchronized boolean isStale(Instant before) {
      return lastAsked.isBefore(before);
    }

    synchronized long bytes() {
      return bytes;
    }

    synchronized List<RpcResult> take(Instant now) {
      lastAsked = now;
      List<RpcResult> taken = List.copyOf(changes);
      clear();
      return taken;
    }

    synchronized void begin() {
      listening = true;
    }

    /// Nothing is added any more.
    synchronized void end() {
      listening = false;
      clear();
    }

    private void clear() {
      totalBytes.addAndGet(-bytes);
      bytes = 0;
      changes.clear();
    }
  }

  /// Begins to collect.
  ///
  /// @return the filter's id, which only its owner can know
  String install(Interest interest) {
    removeStale();
    if (filters.size() >= limits.maxFilters()) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED, "too many filters, the limit is " + limits.maxFilters());
    }
    String id = newId();
    Filter filter = new Filter(interest, clock.instant());
    filters.put(id, filter);
    // News of blocks before this one may still be on its way, and is not for this filter.
    subscription.afterWhatWasSent(filter::begin);
    return id;
  }

  /// The changes since the last call.
  List<RpcResult> changes(String id) {
    return require(id).take(clock.instant());
  }

  Interest interest(String id) {
    return require(id).interest;
  }

  boolean uninstall(String id) {
    return remove(id);
  }

  private boolean remove(String id) {
    Filter filter = filters.remove(id);
    if (filter != null) {
      filter.end();
    }
    return filter != null;
  }

  private void removeAll() {
    filters.keySet().forEach(this::remove);
  }

  /// 128 random bits, as a quantity.
  String newId() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return U256.fromBytes(bits).toHex();
  }

  private Filter require(String id) {
    Filter filter = filters.get(id);
    if (filter == null) {
      throw new RpcException(RpcError.SERVER_ERROR, "filter not found");
    }
    return filter;
  }

  private void removeStale() {
    Instant before = clock.instant().minus(limits.filterLife());
    filters.forEach(
        (id, filter) -> {
          if (filter.isStale(before)) {
            remove(id);
          }
        });
  }

  /// Those that hold the most make room for the others.
  private void removeLargest() {
    while (totalBytes.get() > limits.maxFilterBytes()) {
      filters.entrySet().stream()
          .max(Comparator.comparingLong(each -> each.getValue().bytes()))
          .map(Map.Entry::getKey)
          .ifPresent(this::remove);
    }
  }

  private void hear(ChainEvent event) {
    if (filters.isEmpty()) {
      return;
    }
    removeStale();
    switch (event) {
      case ChainEvent.NewHead head -> filters.values().forEach(filter -> hear(filter, head));
      case ChainEvent.Pending pending ->
          filters.values().stream()
              .filter(filter -> filter.interest instanceof Interest.PendingTransactions)
              .forEach(filter -> hear(filter, pending));
    }
    removeLargest();
  }

  private static void hear(Filter filter, ChainEvent.Pending pending) {
    for (Transaction transaction : pending.transactions()) {
      Hash hash = transaction.hash();
      filter.add(out -> JsonValues.hash(out, hash), HASH_BYTES);
    }
  }

  private static void hear(Filter filter, ChainEvent.NewHead head) {
    switch (filter.interest) {
      case Interest.Blocks _ -> {
        for (StoredBlock block : head.added()) {
          Hash hash = block.block().hash();
          filter.add(out -> JsonValues.hash(out, hash), HASH_BYTES);
        }
      }
      case Interest.Logs logs ->
          logsOf(logs, head).forEach(log -> filter.add(log::writeTo, log.bytes()));
      case Interest.PendingTransactions _ -> {}
    }
  }

  /// The logs that a new head takes back, then those that it brings.
  static List<LogJson> logsOf(Interest.Logs logs, ChainEvent.NewHead head) {
    List<LogJson> found = new ArrayList<>();
    head.removed().forEach(block -> collect(logs, block, true, found));
    head.added().forEach(block -> collect(logs, block, false, found));
    return found;
  }

  private static void collect(
      Interest.Logs logs, StoredBlock block, boolean removed, List<LogJson> found) {
    long number = block.block().number();
    if (number >= logs.lowest()
        && number <= logs.highest()
        && logs.filter().mayMatch(block.block().header().logsBloom())) {
      LogQuery.collect(logs.filter(), block.block(), block.receipts(), removed, found);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
