package org.tongbao.ledger.index;

import java.time.Duration;

/// How an indexer follows a chain.
///
/// @param firstBlock where to begin when there is no cursor
/// @param maxRange blocks in one query for logs, far behind the head
/// @param tail so many blocks before the head are read one by one, by their hashes
/// @param confirmations blocks on top of one before it is delivered
/// @param pollInterval how long to wait for news before asking
public record IndexerOptions(
    long firstBlock, long maxRange, long tail, long confirmations, Duration pollInterval) {
  public static final IndexerOptions DEFAULT =
      new IndexerOptions(0, 1_000, 64, 0, Duration.ofSeconds(1));

  public IndexerOptions {
    if (firstBlock < 0 || maxRange < 1 || tail < 1 || confirmations < 0) {
      throw new IllegalArgumentException("options out of range");
    }
    if (!pollInterval.isPositive()) {
      throw new IllegalArgumentException("no poll interval");
    }
  }

  public IndexerOptions withPollInterval(Duration interval) {
    return new IndexerOptions(firstBlock, maxRange, tail, confirmations, interval);
  }

  public IndexerOptions withRanges(long range, long oneByOne) {
    return new IndexerOptions(firstBlock, range, oneByOne, confirmations, pollInterval);
  }

  public IndexerOptions withConfirmations(long blocks) {
    return new IndexerOptions(firstBlock, maxRange, tail, blocks, pollInterval);
  }
}
