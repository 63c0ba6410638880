package org.tongbao.market.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.market.audit.AuditStore.Mirrored;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.json.JsonMapper;

/// Walks along the chain's events and the database's records of them side by side, both in the
/// chain's order, so that no more than a page of them is ever in memory.
final class MirrorComparison {
  static final String CHECK = "every event has its record";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AuditStore store;
  private final Findings findings;
  private final Deque<Mirrored> page = new ArrayDeque<>();
  private long block = -1;
  private long logIndex = -1;
  private boolean ended;

  MirrorComparison(AuditStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  private @Nullable Mirrored next() {
    if (page.isEmpty() && !ended) {
      page.addAll(store.mirroredAfter(block, logIndex));
      ended = page.isEmpty();
    }
    return page.peek();
  }

  private void take(Mirrored record) {
    page.remove();
    block = record.block();
    logIndex = record.logIndex();
  }

  void event(AuditEvent event) {
    findings.checked(CHECK, 1);
    Mirrored record = next();
    while (record != null && isBefore(record, event.block(), event.logIndex())) {
      take(record);
      tooMany(record);
      record = next();
    }
    if (record == null
        || record.block() != event.block()
        || record.logIndex() != event.logIndex()) {
      findings.differ(
          CHECK,
          place(event.block(), event.logIndex()),
          "the database never saw " + nameOf(event.event()) + " of " + event.transaction());
      return;
    }
    take(record);
    compare(event, record);
  }

  private void compare(AuditEvent event, Mirrored record) {
    String place = place(event.block(), event.logIndex());
    if (!record.blockHash().equals(event.blockHash())
        || !record.transaction().equals(event.transaction())
        || !record.contract().equals(event.emitter())
        || !record.event().equals(nameOf(event.event()))) {
      findings.differ(
          CHECK,
          place,
          "the database has %s of %s in transaction %s of block %s"
              .formatted(
                  record.event(), record.contract(), record.transaction(), record.blockHash()));
      return;
    }
    String content = JSON.writeValueAsString(plain(RecordCodec.toMap((Record) event.event())));
    if (!JSON.readTree(content).equals(JSON.readTree(record.content()))) {
      findings.differ(
          CHECK,
          place,
          "the database has %s %s instead of %s"
              .formatted(record.event(), record.content(), content));
    }
  }

  /// After the last event up to the block that the database has heard of.
  void finish() {
    for (Mirrored record = next(); record != null; record = next()) {
      take(record);
      tooMany(record);
    }
  }

  private void tooMany(Mirrored record) {
    findings.differ(
        CHECK,
        place(record.block(), record.logIndex()),
        "the database has %s, which the chain has not".formatted(record.event()));
  }

  private static boolean isBefore(Mirrored record, long block, long logIndex) {
    return record.block() < block || (record.block() == block && record.logIndex() < logIndex);
  }

  private static String place(long block, long logIndex) {
    return "block %d, log %d".formatted(block, logIndex);
  }

  /// `Orders.Paid` of `OrdersEvent.Paid`.
  static String nameOf(ContractEvent event) {
    String group = event.getClass().getEnclosingClass().getSimpleName();
    return group.substring(0, group.length() - "Event".length())
        + "."
        + event.getClass().getSimpleName();
  }

  /// A value as the records have it in JSON: hex for hashes and addresses, decimal for amounts.
  private static Object plain(Object value) {
    return switch (value) {
      case Hash hash -> hash.toHex();
      case Address address -> address.toHex();
      case Bytes bytes -> bytes.toHex();
      case U256 number -> number.toString();
      case List<?> list -> list.stream().map(MirrorComparison::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
        yield plain;
      }
      default -> value;
    };
  }
}
