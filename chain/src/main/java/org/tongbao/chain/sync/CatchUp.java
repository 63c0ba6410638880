package org.tongbao.chain.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ImportOutcome;
import org.tongbao.chain.core.ImportOutcome.Early;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.ImportOutcome.Invalid;
import org.tongbao.chain.core.ImportOutcome.Known;
import org.tongbao.chain.core.ImportOutcome.Orphan;
import org.tongbao.chain.core.ImportOutcome.Unable;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.rpc.SyncStatus.Progress;
import org.tongbao.primitives.U256;

/// Follows the peer that has the most work, again and again, on a thread of its own: downloads its
/// blocks and imports each of them, which verifies everything. One peer at a time; when that one
/// fails, the next best takes its place.
final class CatchUp implements AutoCloseable {
  /// So many blocks behind is far: worth a progress line, and not worth mining on.
  static final int FAR = 3;

  private static final long PATIENCE_MILLIS = 500;
  private static final Duration REST = Duration.ofSeconds(2);

  private final Blockchain chain;
  private final Peers peers;
  private final Clock clock;
  private final long deepestReorg;
  private final BiConsumer<Peer, PeerFault> drop;
  private final Runnable caughtUp;
  private final Consumer<String> news;
  private final Thread thread = Thread.ofPlatform().name("sync").daemon().unstarted(this::run);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean closed;
  private String obstacle = "";
  private volatile @Nullable Progress progress;

  /// @param drop ends the connection to a peer
  /// @param caughtUp runs after the chain was far behind and is no longer
  CatchUp(
      Blockchain chain,
      Peers peers,
      Clock clock,
      long deepestReorg,
      BiConsumer<Peer, PeerFault> drop,
      Runnable caughtUp,
      Consumer<String> news) {
    this.chain = chain;
    this.peers = peers;
    this.clock = clock;
    this.deepestReorg = deepestReorg;
    this.drop = drop;
    this.caughtUp = caughtUp;
    this.news = news;
  }

  void start() {
    thread.start();
  }

  /// How far catching up has come; null when the chain is not far behind what a peer has proved.
  @Nullable Progress progress() {
    Progress known = progress;
    return known == null
        ? null
        : new Progress(
            known.startingBlock(),
            chain.head().header().number(),
            Math.max(known.highestBlock(), chain.head().header().number()));
  }

  private void run() {
    try {
      while (!closed) {
        Peer peer = peers.awaitAhead(chain.head().totalWork(), PATIENCE_MILLIS);
        if (peer != null && !closed) {
          follow(peer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Peer peer) throws InterruptedException {
    U256 before = chain.head().totalWork();
    try {
      download(peer);
      if (chain.head().totalWork().equals(before)) {
        peer.pause(REST);
      }
    } catch (PeerFault fault) {
      drop.accept(peer, fault);
    } finally {
      boolean wasFar = progress != null;
      progress = null;
      if (wasFar && !closed) {
        caughtUp.run();
      }
    }
  }

  private void download(Peer peer) throws InterruptedException {
    long start = chain.head().header().number();
    HeaderDownload headers = new HeaderDownload(chain, peer, clock, deepestReorg);
    try (BlockDownload download =
        new BlockDownload(
            headers, chain.reader(), peer.link(), number -> verified(peer, start, number))) {
      List<SealedBlock> run = download.next();
      while (!run.isEmpty() && !closed && imported(run)) {
        run = download.next();
      }
    }
  }

  /// Together when they simply follow our head, otherwise each for itself. False when it is not
  /// worth going on with this peer now.
  private boolean imported(List<SealedBlock> run) throws InterruptedException {
    if (run.size() > 1 && chain.importTogether(run)) {
      obstacle = "";
      return true;
    }
    for (SealedBlock block : run) {
      if (closed || !imported(block)) {
        return false;
      }
    }
    return true;
  }

  /// The peer has proved the work up to this block; how far it goes beyond is its claim.
  private void verified(Peer peer, long start, long number) {
    if (progress != null || number - chain.head().header().number() > FAR) {
      long from = progress == null ? start : progress.startingBlock();
      progress = new Progress(from, start, Math.max(number, peer.claim().number()));
    }
  }

  private boolean imported(SealedBlock block) throws InterruptedException {
    ImportOutcome outcome = chain.importBlock(block);
    return switch (outcome) {
      case Imported _, Known _ -> {
        obstacle = "";
        yield true;
      }
      case Early _ -> false;
      case Orphan _ -> throw PeerFault.misbehaved("gives blocks that do not follow one another");
      case Invalid invalid ->
          throw PeerFault.misbehaved(
              invalid.reason().startsWith("block ")
                  ? invalid.reason()
                  : HeaderDownload.name(block.block().header()) + ": " + invalid.reason());
      case Unable unable -> {
        rest(unable.reason());
        yield false;
      }
    };
  }

  /// Something on our side is in the way. Says so once, however often it is tried again.
  private void rest(String reason) throws InterruptedException {
    if (!reason.equals(obstacle)) {
      obstacle = reason;
      news.accept("cannot take blocks from peers now: " + reason);
    }
    var _ = stopped.await(REST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Stops after the block being imported.
  @Override
  public void close() {
    closed = true;
    stopped.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
