package org.tongbao.ledger.relay;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// A journal that ends with the process.
public final class MemoryRelayJournal implements RelayJournal {
  private final Map<Hash, Entry> entries = new LinkedHashMap<>();
  private final SequencedSet<Hash> waiting = new LinkedHashSet<>();
  private final Map<Address, RelayBatch> batches = new HashMap<>();

  @Override
  public synchronized Entry accept(RelayItem item) {
    Entry known = entries.get(item.reference());
    if (known != null && !known.canBeReplacedBy(item)) {
      return known;
    }
    var entry = new Entry(item, null);
    entries.put(item.reference(), entry);
    waiting.add(item.reference());
    return entry;
  }

  @Override
  public synchronized Optional<Entry> find(Hash reference) {
    return Optional.ofNullable(entries.get(reference));
  }

  @Override
  public synchronized List<RelayItem> waiting(int limit) {
    return waiting.stream().limit(limit).map(each -> require(each).item()).toList();
  }

  @Override
  public synchronized Optional<RelayBatch> unfinished(Address relayer) {
    return Optional.ofNullable(batches.get(relayer));
  }

  @Override
  public synchronized boolean begin(RelayBatch batch) {
    RelayBatch known = batches.get(batch.relayer());
    if (known == null) {
      if (!waiting.containsAll(batch.references())) {
        return false;
      }
      batch.references().forEach(waiting::remove);
    } else if (!known.references().equals(batch.references())) {
      throw new IllegalStateException("The account has another batch under way");
    }
    batches.put(batch.relayer(), batch);
    return true;
  }

  @Override
  public synchronized void finish(Address relayer, Map<Hash, RelayResult> results) {
    RelayBatch batch = batches.remove(relayer);
    if (batch == null) {
      throw new IllegalStateException("The account has no batch under way");
    }
    for (Hash reference : batch.references()) {
      RelayResult result = results.get(reference);
      if (result == null) {
        waiting.add(reference);
      } else {
        entries.put(reference, new Entry(require(reference).item(), result));
      }
    }
  }

  @Override
  public synchronized void reopen(Hash reference) {
    Entry entry = require(reference);
    if (entry.result() == null) {
      throw new IllegalStateException("The item has no result: " + reference);
    }
    entries.put(reference, new Entry(entry.item(), null));
    waiting.add(reference);
  }

  private Entry require(Hash reference) {
    Entry entry = entries.get(reference);
    if (entry == null) {
      throw new IllegalStateException("No item " + reference);
    }
    return entry;
  }
}
