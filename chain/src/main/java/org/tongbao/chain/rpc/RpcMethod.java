package org.tongbao.chain.rpc;

/// One method of the node's JSON-RPC.
@FunctionalInterface
public interface RpcMethod {
  /// @throws RpcException to answer with an error
  RpcResult call(RpcParams params, RpcSession session);
}
