package org.tongbao.chain.miner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// How a node mines.
///
/// @param coinbase who gets the reward and the fees
/// @param blockTransactions a block is begun as soon as so many transactions wait
/// @param blockInterval or when the first of them has waited so long
/// @param heartbeat a block is mined at least so often, even without transactions; null: not
/// @param extraData at most 32 bytes of the miner's own in each header
/// @param gasTarget toward which the block gas limit is moved, as far as the rules allow in one
///   block; 0 leaves it as it is
/// @param threads that search for a seal
public record MinerOptions(
    Address coinbase,
    int blockTransactions,
    Duration blockInterval,
    @Nullable Duration heartbeat,
    Bytes extraData,
    long gasTarget,
    int threads) {
  private static final int MAX_EXTRA_DATA = 32;

  public MinerOptions {
    if (blockTransactions < 1 || threads < 1) {
      throw new IllegalArgumentException("a miner needs a transaction count and a thread");
    }
    if (blockInterval.isNegative() || (heartbeat != null && !heartbeat.isPositive())) {
      throw new IllegalArgumentException("a miner's intervals must be positive");
    }
    if (extraData.size() > MAX_EXTRA_DATA) {
      throw new IllegalArgumentException("extra data of %d bytes".formatted(extraData.size()));
    }
  }

  /// 2,000 transactions or 200 ms, no heartbeat, one thread.
  public static MinerOptions of(Address coinbase) {
    return new MinerOptions(coinbase, 2000, Duration.ofMillis(200), null, Bytes.EMPTY, 0, 1);
  }

  public MinerOptions withBlocks(int transactions, Duration interval) {
    return new MinerOptions(
        coinbase, transactions, interval, heartbeat, extraData, gasTarget, threads);
  }

  public MinerOptions withThreads(int count) {
    return new MinerOptions(
        coinbase, blockTransactions, blockInterval, heartbeat, extraData, gasTarget, count);
  }

  public MinerOptions withHeartbeat(Duration every) {
    return new MinerOptions(
        coinbase, blockTransactions, blockInterval, every, extraData, gasTarget, threads);
  }
}
