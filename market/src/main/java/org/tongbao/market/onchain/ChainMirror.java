package org.tongbao.market.onchain;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final long FORGOTTEN_AT_ONCE = 64;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ChainRecordStore records;
  private final RelayItemStore items;
  private final Contracts contracts;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final ChainSignal signal;
  private final Clock clock;

  ChainMirror(
      ChainRecordStore records,
      RelayItemStore items,
      Contracts contracts,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      ChainSignal signal,
      Clock clock) {
    this.records = records;
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
          if (block.id().number() % FORGOTTEN_AT_ONCE == 0) {
            records.forgetBlocksBefore(block.id().number() - KNOWN_BLOCKS);
          }
          List<Heard> heard = block.logs().stream().flatMap(this::heard).toList();
          news(block, heard).forEach(it -> tell(block, it));
        });
  }

  /// A log that is an event of the contracts.
  private record Heard(LogEntry log, ContractEvent event, ChainRecordStore.Line line) {}

  private Stream<Heard> heard(LogEntry log) {
    return contracts.decode(log.address(), log.topics(), log.data()).stream()
        .map(
            event -> {
              Map<String, ?> members = RecordCodec.toMap((Record) event);
              String content = JSON.writeValueAsString(IntentSigning.plain(members));
              var line = new ChainRecordStore.Line(log, nameOf(event), content, hashes(members));
              return new Heard(log, event, line);
            });
  }

  /// Stores the events, and answers those that nobody was told of before.
  private List<Heard> news(BlockLogs block, List<Heard> heard) {
    if (heard.isEmpty()) {
      return heard;
    }
    List<Heard> news =
        records.lost() == 0
            ? heard
            : heard.stream().filter(it -> !records.restore(it.line(), block)).toList();
    records.add(news.stream().map(Heard::line).toList(), block);
    return news;
  }

  private void tell(BlockLogs block, Heard heard) {
    LogEntry log = heard.log();
    events.publishEvent(
        new ChainEvent(
            heard.event(),
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
