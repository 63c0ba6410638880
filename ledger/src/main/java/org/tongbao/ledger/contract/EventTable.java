package org.tongbao.ledger.contract;

import com.esaulpaugh.headlong.abi.Event;
import com.esaulpaugh.headlong.abi.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The events of one contract by their first topic.
final class EventTable {
  private final Map<Hash, Entry> entries = new HashMap<>();

  private record Entry(Event<Tuple> type, Class<?> record) {}

  /// @param group the sealed interface whose records are the contract's events
  EventTable(ContractAbi abi, Class<? extends ContractEvent> group) {
    Map<String, Class<?>> records = new HashMap<>();
    for (Class<?> record : group.getPermittedSubclasses()) {
      records.put(record.getSimpleName(), record);
    }
    abi.events().forEach((topic, event) -> entries.put(topic, entry(event, records)));
  }

  private static Entry entry(Event<Tuple> event, Map<String, Class<?>> records) {
    Class<?> record = records.get(event.getName());
    if (record == null) {
      throw new IllegalStateException("No record for the event " + event.getName());
    }
    return new Entry(event, record);
  }

  /// Empty when the contract has no such event.
  Optional<ContractEvent> decode(List<Hash> topics, Bytes data) {
    Entry entry = topics.isEmpty() ? null : entries.get(topics.getFirst());
    return entry == null
        ? Optional.empty()
        : Optional.of(
            (ContractEvent) RecordCodec.decode(entry.type(), topics, data, entry.record()));
  }
}
