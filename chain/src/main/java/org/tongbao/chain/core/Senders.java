package org.tongbao.chain.core;

import java.util.List;
import org.tongbao.primitives.tx.Transaction;

/// Recovers the senders of many transactions on all cores. Each is recovered once: the transaction
/// remembers.
public final class Senders {
  private static final int WORTH_SHARING = 8;

  private Senders() {}

  /// Returns when all senders are known.
  public static void recover(List<Transaction> transactions) {
    if (transactions.size() < WORTH_SHARING) {
      transactions.forEach(Transaction::sender);
    } else {
      transactions.parallelStream().forEach(Transaction::sender);
    }
  }
}
