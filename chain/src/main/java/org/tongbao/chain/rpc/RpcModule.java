package org.tongbao.chain.rpc;

import java.util.Map;

/// Methods that another part of the node adds to its JSON-RPC.
@FunctionalInterface
public interface RpcModule {
  void register(Map<String, RpcMethod> methods);
}
