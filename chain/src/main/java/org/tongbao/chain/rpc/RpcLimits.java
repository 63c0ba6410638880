package org.tongbao.chain.rpc;

import java.time.Duration;

/// What one request may cost.
///
/// @param maxBatch requests in one batch
/// @param maxTokens names, values and brackets in the JSON of one message
/// @param maxResponseBytes a response that grows beyond is cut off with an error
/// @param maxDepth nesting of the JSON of a request
/// @param callGas gas of one simulated call, and its default
/// @param callTime running time of one trace, estimate, log query or fee history
/// @param batchTime after which no further request of a batch is begun
/// @param maxLogRange blocks that one log query may span
/// @param maxLogs logs that one query may return
/// @param maxFilters filters and subscriptions at once, of all clients together
/// @param maxFiltersPerSession subscriptions of one connection
/// @param filterLife a filter that nobody asks for so long is removed
/// @param maxFilterBytes changes that wait in filters, of all clients together; beyond, the filter
///   with the most is removed
public record RpcLimits(
    int maxBatch,
    int maxTokens,
    int maxResponseBytes,
    int maxDepth,
    long callGas,
    Duration callTime,
    Duration batchTime,
    long maxLogRange,
    int maxLogs,
    int maxFilters,
    int maxFiltersPerSession,
    Duration filterLife,
    long maxFilterBytes) {

  public static final RpcLimits DEFAULT =
      new RpcLimits(
          1_000,
          500_000,
          128 << 20,
          32,
          50_000_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          100_000,
          100_000,
          10_000,
          128,
          Duration.ofMinutes(5),
          64 << 20);
}
