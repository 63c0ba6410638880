package org.tongbao.chain.rpc;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// Ends a method with an error response. It carries no stack trace: it is an answer, not a fault.
public final class RpcException extends RuntimeException {
  private final RpcError error;
  private final transient @Nullable Bytes data;

  public RpcException(RpcError error, String message) {
    this(error, message, null);
  }

  public RpcException(RpcError error, String message, @Nullable Bytes data) {
    super(message, null, false, false);
    this.error = error;
    this.data = data;
  }

  public static RpcException invalidParams(String message) {
    return new RpcException(RpcError.INVALID_PARAMS, message);
  }

  public RpcError error() {
    return error;
  }

  /// What a reverted call returned.
  public @Nullable Bytes data() {
    return data;
  }
}
