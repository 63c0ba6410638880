package org.tongbao.chain.rpc;

/// Answers JSON-RPC 2.0 messages as bytes, whatever carries them: HTTP, WebSocket, or a call in
/// process.
@FunctionalInterface
public interface RpcEndpoint {
  /// Answers one message: a request object or a batch, UTF-8 JSON.
  ///
  /// Never throws for what a client sent: malformed input gets a JSON-RPC error. May block; callers
  /// use a thread that may wait. Thread-safe.
  ///
  /// @return the response, or an empty array when the message asked for none (only notifications)
  byte[] handle(byte[] request, RpcSession session);
}
