package org.tongbao.ledger.rpc;

import java.time.Duration;

/// Carries JSON-RPC messages to a node and its answers back. Thread-safe.
public interface RpcTransport extends AutoCloseable {
  /// Sends a request or a batch and waits for the answer to it.
  ///
  /// @param firstId the id of the request, or of the batch's first one
  /// @throws RpcException.TimedOut when the answer does not come in time
  /// @throws RpcException.Unreachable when there is no connection
  /// @throws RpcException.TooLarge when the answer is longer than the transport takes
  byte[] exchange(long firstId, byte[] request, Duration timeLimit);

  /// Ends all connections; requests that wait fail with `Unreachable`.
  @Override
  void close();
}
