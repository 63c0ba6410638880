package org.tongbao.chain.rpc;

import java.time.Duration;

/// What one request may cost.
///
/// @param maxBatch requests in one batch
/// @param maxResponseBytes a response that grows beyond is cut off with an error
/// @param maxDepth nesting of the JSON of a request
/// @param callGas gas of one simulated call, and its default
/// @param callTime running time of one simulated call or trace
/// @param maxLogRange blocks that one log query may span
/// @param maxLogs logs that one query may return
/// @param maxFilters filters and subscriptions at once, of all clients together
/// @param maxFiltersPerSession subscriptions of one connection
/// @param filterLife a filter that nobody asks for so long is removed
public record RpcLimits(
    int maxBatch,
    int maxResponseBytes,
    int maxDepth,
    long callGas,
    Duration callTime,
    long maxLogRange,
    int maxLogs,
    int maxFilters,
    int maxFiltersPerSession,
    Duration filterLife) {

  public static final RpcLimits DEFAULT =
      new RpcLimits(
          1_000,
          128 << 20,
          32,
          50_000_000,
          Duration.ofSeconds(5),
          100_000,
          100_000,
          10_000,
          128,
          Duration.ofMinutes(5));
}
