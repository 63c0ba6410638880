package org.tongbao.chain.rpc;

/// The error codes of JSON-RPC 2.0 and of Ethereum's execution APIs (EIP-1474).
public enum RpcError {
  PARSE_ERROR(-32700),
  INVALID_REQUEST(-32600),
  METHOD_NOT_FOUND(-32601),
  INVALID_PARAMS(-32602),
  INTERNAL_ERROR(-32603),
  /// Refused by the node's rules or its state: what other nodes use for almost everything.
  SERVER_ERROR(-32000),
  RESOURCE_NOT_FOUND(-32001),
  TRANSACTION_REJECTED(-32003),
  /// A limit of the node; the message names it.
  LIMIT_EXCEEDED(-32005),
  /// A call that reverted; `data` has what it returned.
  EXECUTION_REVERTED(3);

  private final int code;

  RpcError(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
