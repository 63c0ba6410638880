package org.tongbao.ledger.rpc;

import java.time.Duration;

/// What a client waits for and takes.
///
/// @param timeLimit for one request or batch
/// @param maxAnswerBytes a longer answer is an error
/// @param maxBatch requests in one batch; longer lists are sent in several
public record RpcLimits(Duration timeLimit, int maxAnswerBytes, int maxBatch) {
  public static final RpcLimits DEFAULT = new RpcLimits(Duration.ofSeconds(20), 32 << 20, 100);

  public RpcLimits {
    if (!timeLimit.isPositive() || maxAnswerBytes < 1 || maxBatch < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  public RpcLimits withTimeLimit(Duration limit) {
    return new RpcLimits(limit, maxAnswerBytes, maxBatch);
  }

  public RpcLimits withMaxAnswerBytes(int bytes) {
    return new RpcLimits(timeLimit, bytes, maxBatch);
  }
}
