package org.tongbao.market.onchain;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.index.BlockListener;
import org.tongbao.ledger.index.BlockLogs;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.LogEntry;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.json.JsonMapper;

/// Stores what the chain says and tells the features: for each block the place, the records and
/// whatever the features make of its events are one database transaction.
///
/// An event that a reorganisation took away and brought again is told once. What was in the outbox
/// and lost its block is brought again; its reference keeps it from happening twice.
@Component
class ChainMirror implements BlockListener {
  private static final Logger LOG = LoggerFactory.getLogger(ChainMirror.class);
  private static final long KNOWN_BLOCKS = 1_024;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ChainRecordStore records;
  private final ChainSubjectStore subjects;
  private final RelayItemStore items;
  private final Contracts contracts;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final ChainSignal signal;
  private final Clock clock;

  ChainMirror(
      ChainRecordStore records,
      ChainSubjectStore subjects,
      RelayItemStore items,
      Contracts contracts,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      ChainSignal signal,
      Clock clock) {
    this.records = records;
    this.subjects = subjects;
    this.items = items;
    this.contracts = contracts;
    this.events = events;
    this.transaction = transaction;
    this.signal = signal;
    this.clock = clock;
  }

  @Override
  public Optional<BlockId> cursor() {
    return records.newestBlock();
  }

  @Override
  public void added(BlockLogs block) {
    transaction.executeWithoutResult(
        status -> {
          records.lockPlace();
          Optional<BlockId> place = records.newestBlock();
          if (place.isPresent() && place.get().number() >= block.id().number()) {
            throw new IllegalStateException("Another process has mirrored " + block.id());
          }
          records.addBlock(block);
          records.forgetBlocksBefore(block.id().number() - KNOWN_BLOCKS);
          block.logs().forEach(log -> mirror(block, log));
        });
  }

  private void mirror(BlockLogs block, LogEntry log) {
    Optional<ContractEvent> decoded = contracts.decode(log.address(), log.topics(), log.data());
    if (decoded.isEmpty()) {
      return;
    }
    ContractEvent event = decoded.get();
    Map<String, ?> members = RecordCodec.toMap((Record) event);
    String name = nameOf(event);
    String content = JSON.writeValueAsString(IntentSigning.plain(members));
    if (records.restore(log, block, name, content)) {
      return;
    }
    records.add(log, block, name, content, subjects.find(hashes(members)));
    events.publishEvent(
        new ChainEvent(
            event,
            log.transaction(),
            log.index(),
            block.id().number(),
            block.timestamp(),
            log.address()));
  }

  /// `Orders.Paid` of `OrdersEvent.Paid`.
  static String nameOf(ContractEvent event) {
    String group = event.getClass().getEnclosingClass().getSimpleName();
    return group.substring(0, group.length() - "Event".length())
        + "."
        + event.getClass().getSimpleName();
  }

  private static List<Hash> hashes(Map<String, ?> members) {
    List<Hash> hashes = new ArrayList<>();
    members
        .values()
        .forEach(
            value -> {
              if (value instanceof Hash hash) {
                hashes.add(hash);
              }
            });
    return hashes;
  }

  @Override
  public void removed(BlockId block) {
    transaction.executeWithoutResult(
        status -> {
          records.lockPlace();
          if (!records.removeBlock(block)) {
            throw new IllegalStateException("Another process has taken back " + block);
          }
          int lost = records.lose(block, clock.instant());
          int again = items.reopenBlock(block);
          if (lost > 0 || again > 0) {
            LOG.warn("Block {} left the chain with {} events; {} go again", block, lost, again);
          }
        });
    signal.itemsWait();
  }
}
