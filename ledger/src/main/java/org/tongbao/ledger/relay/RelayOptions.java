package org.tongbao.ledger.relay;

import java.time.Duration;

/// How a relayer works.
///
/// @param maxBatch items in one transaction
/// @param patience how long a sent transaction may stay out of the chain before it is sent again
/// @param tries how often a transaction is sent before the relayer gives up for now
/// @param confirmations blocks on top of a transaction's before it counts
public record RelayOptions(int maxBatch, Duration patience, int tries, int confirmations) {
  /// What the contract takes at most.
  public static final int MOST_CALLS = 256;

  public static final RelayOptions DEFAULT = new RelayOptions(50, Duration.ofSeconds(15), 5, 0);

  public RelayOptions {
    if (maxBatch < 1 || maxBatch > MOST_CALLS || tries < 1 || confirmations < 0) {
      throw new IllegalArgumentException("options out of range");
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("no patience");
    }
  }

  public RelayOptions withPatience(Duration duration) {
    return new RelayOptions(maxBatch, duration, tries, confirmations);
  }

  public RelayOptions withMaxBatch(int items) {
    return new RelayOptions(items, patience, tries, confirmations);
  }

  public RelayOptions withTries(int count) {
    return new RelayOptions(maxBatch, patience, count, confirmations);
  }

  public RelayOptions withConfirmations(int blocks) {
    return new RelayOptions(maxBatch, patience, tries, blocks);
  }
}
