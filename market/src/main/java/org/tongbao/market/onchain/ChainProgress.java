package org.tongbao.market.onchain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.EthClient;

/// How far the marketplace is with the chain. Thread-safe.
@Component
public class ChainProgress {
  private final EthClient client;
  private final RelayItemStore items;
  private final ChainRecordStore records;
  private final Clock clock;
  private final long confirmations;
  private final LongAdder relayed = new LongAdder();
  private final LongAdder relayNanos = new LongAdder();

  ChainProgress(
      EthClient client,
      RelayItemStore items,
      ChainRecordStore records,
      Clock clock,
      @Value("${tongbao.chain.confirmations:0}") long confirmations) {
    this.client = client;
    this.items = items;
    this.records = records;
    this.clock = clock;
    this.confirmations = confirmations;
  }

  /// What the outbox has not brought to an end yet.
  public long waiting() {
    return items.open();
  }

  /// How long the oldest of that has waited; zero when nothing waits.
  public Duration oldestWait() {
    return items
        .oldestOpen()
        .map(since -> Duration.between(since, clock.instant()))
        .orElse(Duration.ZERO);
  }

  /// References that stood for something else on the chain: somebody must look into them.
  public long conflicts() {
    return items.conflicts();
  }

  /// Events that a reorganisation took away and that have not come again.
  public long lostEvents() {
    return records.lost();
  }

  /// The newest block of the chain that is mirrored; -1 before the first.
  public long mirroredBlock() {
    return records.newestBlock().map(BlockId::number).orElse(-1L);
  }

  /// The chain's newest block.
  ///
  /// @throws org.tongbao.ledger.rpc.RpcException when the node stays away
  public long newestBlock() {
    return client.blockNumber();
  }

  /// How many blocks count already, having the confirmations that were asked for, and are not
  /// mirrored yet.
  ///
  /// @throws org.tongbao.ledger.rpc.RpcException when the node stays away
  public long lag() {
    return Math.max(0, newestBlock() - confirmations - mirroredBlock());
  }

  /// Whether nothing is under way: the outbox is empty and the mirror has all blocks that count.
  public boolean isSettled() {
    if (waiting() > 0) {
      return false;
    }
    // The head is asked after the outbox: what was brought is in the chain by then, below as many
    // blocks as it takes to count.
    return lag() == 0 && waiting() == 0;
  }

  /// How many items this process has brought to a result.
  public long relayed() {
    return relayed.sum();
  }

  /// How long they took together, from their entry into the outbox, in nanoseconds.
  public double relayNanos() {
    return relayNanos.sum();
  }

  /// An item has its result.
  void ended(Instant accepted) {
    relayed.increment();
    relayNanos.add(Math.max(0, Duration.between(accepted, clock.instant()).toNanos()));
  }
}
