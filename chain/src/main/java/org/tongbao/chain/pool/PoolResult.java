package org.tongbao.chain.pool;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// What became of a transaction offered to the pool.
public sealed interface PoolResult {
  /// It waits now.
  ///
  /// @param executable whether it could be mined at once; otherwise a nonce before it is missing
  /// @param replaced the transaction of the same nonce that gave way to it
  record Added(boolean executable, @Nullable Hash replaced) implements PoolResult {}

  /// It was not taken.
  ///
  /// @param message the refusal's words and the numbers that do not fit
  record Refused(PoolRefusal refusal, String message) implements PoolResult {}

  static Refused refuse(PoolRefusal refusal, String details) {
    return new Refused(refusal, refusal.words() + (details.isEmpty() ? "" : ": " + details));
  }
}
