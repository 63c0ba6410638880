package org.tongbao.market.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.index.Indexer;
import org.tongbao.ledger.index.IndexerOptions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.relay.RelayOptions;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.relay.Relayer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcException;

/// Moves what the outbox holds to the chain, and what the chain says into the database: two
/// threads, each with a duty that one process of several has at a time. Starts before the web
/// server takes requests and stops after the last of them.
@Component
class ChainWorkers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWorkers.class);

  /// How long news of other processes and of a node that tells nothing may go unnoticed.
  private static final long LOOK_MILLIS = 100;

  /// A batch costs two dozen statements and four waits for the disk, however many items it brings.
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// So many items are worth a batch at once. About as many as one transaction has gas for.
  private static final int MANY = 24;

  private final ChainDutyStore duties;
  private final ChainSignal signal;
  private final ChainNode node;
  private final Signer account;
  private final Relayer relayer;
  private final Indexer indexer;
  private final boolean automatic;
  private final List<ChainDuty> running = new ArrayList<>();

  /// When the newest batch was begun, by `System.nanoTime()`.
  private long begun = System.nanoTime() - PACE_NANOS;

  ChainWorkers(
      ChainDutyStore duties,
      ChainSignal signal,
      ChainNode node,
      EthClient client,
      Contracts contracts,
      Operators operators,
      ChainAccounts accounts,
      PostgresRelayJournal journal,
      ChainMirror mirror,
      @Value("${tongbao.chain.confirmations:0}") int confirmations,
      @Value("${tongbao.chain.first-block:0}") long firstBlock,
      @Value("${tongbao.chain.workers:true}") boolean automatic) {
    this.duties = duties;
    this.signal = signal;
    this.node = node;
    this.automatic = automatic;
    this.account = accounts.signer(operators.relayer());
    this.relayer =
        new Relayer(
            client,
            contracts,
            account,
            journal,
            RelayOptions.DEFAULT.withConfirmations(confirmations),
            (item, conflict) -> alarm(conflict));
    IndexerOptions standard = IndexerOptions.DEFAULT;
    this.indexer =
        new Indexer(
            client,
            List.copyOf(contracts.addresses().values()),
            mirror,
            new IndexerOptions(
                firstBlock,
                standard.maxRange(),
                standard.tail(),
                confirmations,
                standard.pollInterval()));
  }

  private static void alarm(RelayResult.Conflict conflict) {
    LOG.error("Look into relay_items in state CONFLICT: {}", conflict.error());
  }

  /// Brings the next items to the chain.
  ///
  /// @return false when nothing waited
  boolean relay() {
    boolean brought;
    try {
      brought = relayer.step();
    } catch (RpcException.Refused e) {
      // It may have run out of money for gas.
      node.fund(account);
      throw e;
    }
    if (brought) {
      signal.blocksCame();
    }
    return brought;
  }

  /// While there is something to bring all the time, batches begin no faster than [#PACE_NANOS], so
  /// that each takes more along, unless [#MANY] items are there before; what comes alone waits for
  /// nothing. Called by one thread.
  private boolean relayInPace() throws InterruptedException {
    signal.awaitItems(MANY, begun + PACE_NANOS - System.nanoTime());
    long now = System.nanoTime();
    boolean brought = relay();
    if (brought) {
      begun = now;
    }
    return brought;
  }

  /// Always false: nothing is left to do until there is news.
  private boolean mirrorAll() {
    mirror();
    return false;
  }

  /// Mirrors all that the chain has.
  ///
  /// @return how many blocks that were
  int mirror() {
    return indexer.catchUp();
  }

  @Override
  public synchronized void start() {
    if (!automatic || !running.isEmpty()) {
      return;
    }
    running.add(
        new ChainDuty("relay", duties, this::relayInPace, () -> signal.awaitItems(LOOK_MILLIS)));
    ChainDuty mirror =
        new ChainDuty("mirror", duties, this::mirrorAll, () -> signal.awaitBlocks(LOOK_MILLIS));
    running.add(mirror);
    mirror.whileRunning(node.onNewHead(signal::blocksCame));
    running.forEach(ChainDuty::start);
  }

  /// Ends after the batch and the block in hand; what is left waits for the next start.
  @Override
  public synchronized void stop() {
    running.forEach(ChainDuty::close);
    running.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }

  /// Before the web server, whose phase is about a thousand below the highest: it starts after and
  /// stops before.
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }
}
