package org.tongbao.chain.miner;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.pow.SoloSealer;
import org.tongbao.chain.pow.Target;
import org.tongbao.chain.store.Staging;
import org.tongbao.chain.store.StoreException;
import org.tongbao.primitives.Hash;

/// Mines: waits for transactions, builds a block of them, seals it and appends it. Thread-safe.
public final class Miner implements AutoCloseable {
  /// How long to wait before trying again what did not work.
  private static final long PAUSE_MILLIS = 500;

  private final Blockchain chain;
  private final TxPool pool;
  private final MinerOptions options;
  private final Clock clock;
  private final BlockBuilder builder;
  private final SoloSealer sealer;
  private @Nullable Run current;
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();
  private volatile @Nullable String problem;
  private volatile BooleanSupplier held = () -> false;

  public Miner(Blockchain chain, TxPool pool, MinerOptions options, Clock clock) {
    this.chain = chain;
    this.pool = pool;
    this.options = options;
    this.clock = clock;
    this.builder = new BlockBuilder(chain.consensus(), pool, options);
    this.sealer = new SoloSealer(chain.consensus().spec().seal().hash());
  }

  public MinerOptions options() {
    return options;
  }

  /// Lets the miner rest while `condition` is true: what it made meanwhile would be worth nothing.
  public void holdWhile(BooleanSupplier condition) {
    held = condition;
  }

  /// Begins to mine; does nothing when it already does.
  public synchronized void start() {
    if (current == null) {
      Run run = new Run();
      current = run;
      run.thread.start();
    }
  }

  /// Stops mining and waits until the block in hand is done or given up.
  public void stop() {
    Run run;
    synchronized (this) {
      run = current;
      current = null;
    }
    if (run != null) {
      run.stopped.countDown();
      run.thread.interrupt();
      joinUninterruptibly(run.thread);
    }
  }

  private static void joinUninterruptibly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public synchronized MinerStatus status() {
    return new MinerStatus(current != null, blocks.get(), transactions.get(), problem);
  }

  @Override
  public void close() {
    stop();
  }

  /// Mines one block now of whatever waits, on the calling thread.
  ///
  /// @param emptyToo whether a block without transactions is worth mining
  /// @return the block's hash, or null when there was nothing to mine or the chain went on
  ///   meanwhile
  /// @throws StoreException.Full when the disk is full
  public @Nullable Hash mineOne(boolean emptyToo) {
    return attempt(emptyToo, () -> false) instanceof Mined mined ? mined.hash() : null;
  }

  /// What came of one attempt.
  private sealed interface Attempt {}

  private record Mined(Hash hash) implements Attempt {}

  /// Nothing that waits fits into a block now.
  private record NothingToMine() implements Attempt {}

  /// Another block became the head meanwhile, or mining was stopped.
  private record GivenUp() implements Attempt {}

  private Attempt attempt(boolean emptyToo, BooleanSupplier stop) {
    try (Staging staging = chain.stage()) {
      long now = clock.instant().getEpochSecond();
      BlockResult result = builder.build(staging, now);
      if (result.block().transactions().isEmpty() && !emptyToo) {
        return new NothingToMine();
      }
      BlockHeader header = result.block().header();
      AuxPow seal =
          sealer.seal(
              header.hash(),
              Target.ofDifficulty(header.difficulty()),
              now,
              options.threads(),
              () -> stop.getAsBoolean() || isOvertaken(header));
      if (seal == null || !chain.append(staging, result, seal)) {
        return new GivenUp();
      }
      transactions.addAndGet(result.block().transactions().size());
      blocks.incrementAndGet();
      return new Mined(header.hash());
    }
  }

  private boolean isOvertaken(BlockHeader header) {
    return !chain.head().header().hash().equals(header.parentHash());
  }

  /// One stretch of mining, from start to stop.
  private final class Run {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("miner").unstarted(this::run);

    private void run() {
      try {
        while (stopped.getCount() > 0) {
          pool.work()
              .await(options.blockTransactions(), options.blockInterval(), options.heartbeat());
          mine();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void mine() throws InterruptedException {
      if (held.getAsBoolean()) {
        pause();
        return;
      }
      try {
        Attempt attempt = attempt(options.heartbeat() != null, () -> stopped.getCount() == 0);
        problem = null;
        if (attempt instanceof NothingToMine) {
          pause();
        }
      } catch (StoreException.Full e) {
        problem = e.getMessage();
        pause();
      }
    }

    private void pause() throws InterruptedException {
      if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException();
      }
    }
  }
}
