package org.tongbao.ledger.index;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.rpc.BlockHead;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.LogEntry;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.SubscriptionListener;
import org.tongbao.ledger.rpc.WebSocketTransport;
import org.tongbao.primitives.Address;
import tools.jackson.databind.JsonNode;

/// Tells a listener of the chain's blocks in their order, and takes back those that a
/// reorganisation removed. Where it stands is the listener's business alone: an indexer can end
/// anywhere, and another one goes on.
public final class Indexer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Indexer.class.getName());

  // Steps without progress, as while the chain changes its mind or a range shrinks, before the
  // next attempt is left for later.
  private static final int MAX_IDLE = 20;

  private final EthClient client;
  private final List<Address> contracts;
  private final BlockListener listener;
  private final IndexerOptions options;
  private final Semaphore news = new Semaphore(0);
  private long range;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /// @param contracts whose logs are wanted
  public Indexer(
      EthClient client, List<Address> contracts, BlockListener listener, IndexerOptions options) {
    this.client = client;
    this.contracts = List.copyOf(contracts);
    this.listener = listener;
    this.options = options;
    this.range = options.maxRange();
  }

  /// Delivers until the listener has all that the chain has.
  ///
  /// @return how many blocks were added and removed
  /// @throws RpcException when the node stays away, and whatever the listener throws
  public synchronized int catchUp() {
    int delivered = 0;
    int idle = 0;
    while (!closed && idle < MAX_IDLE) {
      int now = deliver(client.head().id().number());
      if (now < 0) {
        return delivered;
      }
      delivered += now;
      idle = now == 0 ? idle + 1 : 0;
    }
    return delivered;
  }

  /// One step toward the head.
  ///
  /// @return how many blocks were added or removed; below zero when there is nothing to do
  private int deliver(long head) {
    Optional<BlockId> cursor = listener.cursor();
    if (cursor.isPresent() && cursor.get().number() > head) {
      // A node that is behind, or a shorter chain: the block at the cursor's height will tell.
      return -1;
    }
    if (cursor.isPresent() && !isCanonical(cursor.get())) {
      listener.removed(cursor.get());
      return 1;
    }
    long next = cursor.map(block -> block.number() + 1).orElse(options.firstBlock());
    long last = head - options.confirmations();
    if (next > last) {
      return -1;
    }
    return next + options.tail() <= last
        ? deliverRange(cursor, next, Math.min(next + range - 1, last - options.tail()))
        : deliverOne(cursor, next);
  }

  private boolean isCanonical(BlockId block) {
    return client.block(block.number()).filter(each -> each.id().equals(block)).isPresent();
  }

  private static boolean follows(BlockHead block, Optional<BlockId> cursor) {
    return cursor.isEmpty() || block.parentHash().equals(cursor.get().hash());
  }

  /// Asks by the block's hash, so that the logs are this block's and no other's.
  private int deliverOne(Optional<BlockId> cursor, long number) {
    Optional<BlockHead> block = client.block(number);
    if (block.isEmpty() || !follows(block.get(), cursor)) {
      return 0;
    }
    List<LogEntry> logs;
    try {
      logs = client.logs(block.get().id().hash(), contracts);
    } catch (RpcException.Refused e) {
      if (isCanonical(block.get().id())) {
        throw e;
      }
      return 0;
    }
    listener.added(new BlockLogs(block.get().id(), block.get().timestamp(), logs));
    return 1;
  }

  /// Blocks that have no logs are left out, but for the last.
  private int deliverRange(Optional<BlockId> cursor, long from, long to) {
    Optional<BlockHead> first = client.block(from);
    Optional<BlockHead> last = client.block(to);
    if (first.isEmpty() || last.isEmpty() || !follows(first.get(), cursor)) {
      return 0;
    }
    List<LogEntry> logs;
    try {
      logs = client.logs(from, to, contracts);
    } catch (RpcException.Refused | RpcException.TooLarge e) {
      if (from == to) {
        throw e;
      }
      range = Math.max(1, (to - from + 1) / 2);
      return 0;
    }
    List<BlockLogs> blocks = blocks(logs, last.get());
    if (!isCanonical(last.get().id())) {
      return 0;
    }
    blocks.forEach(listener::added);
    range = Math.min(range * 2, options.maxRange());
    return blocks.size();
  }

  /// Empty when a log is of a block that the chain does not have any more.
  private List<BlockLogs> blocks(List<LogEntry> logs, BlockHead last) {
    SequencedMap<Long, List<LogEntry>> byNumber = new TreeMap<>();
    logs.forEach(
        log -> byNumber.computeIfAbsent(log.block().number(), each -> new ArrayList<>()).add(log));
    byNumber.computeIfAbsent(last.id().number(), each -> new ArrayList<>());
    List<BlockLogs> blocks = new ArrayList<>();
    for (var each : byNumber.entrySet()) {
      Optional<BlockHead> block = client.block(each.getKey());
      if (block.isEmpty()
          || each.getValue().stream().anyMatch(log -> !log.block().equals(block.get().id()))) {
        return List.of();
      }
      blocks.add(new BlockLogs(block.get().id(), block.get().timestamp(), each.getValue()));
    }
    return blocks;
  }

  /// Follows the chain on a thread of its own until closed. Failures are logged and tried again.
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("indexer").start(this::run);
    }
  }

  private void run() {
    try {
      while (!closed) {
        try {
          catchUp();
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "Following the chain failed; trying again", e);
        }
        if (news.tryAcquire(options.pollInterval().toNanos(), TimeUnit.NANOSECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// There may be something new.
  public void wake() {
    news.release();
  }

  /// Wakes at every new head that the node tells of, until the result is closed.
  public AutoCloseable wakeBy(WebSocketTransport transport) {
    return transport.subscribe(
        List.of("newHeads"),
        new SubscriptionListener() {
          @Override
          public void notified(JsonNode result) {
            wake();
          }

          @Override
          public void resumed() {
            wake();
          }
        });
  }

  /// Ends after the block in hand.
  @Override
  public void close() {
    closed = true;
    wake();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
