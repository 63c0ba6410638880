package org.tongbao.ledger.rpc;

import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.primitives.Bytes;

/// Why a JSON-RPC request gave no result.
///
/// After `TimedOut` and `Unreachable` it is unknown whether the node did what it was asked to:
/// query first, then ask again.
public abstract sealed class RpcException extends RuntimeException {
  private RpcException(String message) {
    super(message);
  }

  private RpcException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// No answer within the time limit.
  public static final class TimedOut extends RpcException {
    public TimedOut(String message) {
      super(message);
    }
  }

  /// The node cannot be reached, or the connection broke.
  public static final class Unreachable extends RpcException {
    public Unreachable(String message) {
      super(message);
    }

    public Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The answer is longer than the client takes.
  public static final class TooLarge extends RpcException {
    public TooLarge(long limitBytes) {
      super("the answer is longer than " + limitBytes + " bytes");
    }
  }

  /// The answer is not what the protocol says.
  public static final class Malformed extends RpcException {
    public Malformed(String message) {
      super(message);
    }

    public Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The node answered with an error.
  public static final class Refused extends RpcException {
    private final int code;

    public Refused(int code, String message) {
      super(message + " (code " + code + ")");
      this.code = code;
    }

    /// Of JSON-RPC 2.0 or of the node.
    public int code() {
      return code;
    }
  }

  /// The call reverted.
  public static final class Reverted extends RpcException {
    private final transient ContractError error;
    private final transient Bytes data;

    public Reverted(Bytes data) {
      super("reverted: " + ContractError.decode(data));
      this.error = ContractError.decode(data);
      this.data = data;
    }

    public ContractError error() {
      return error;
    }

    public Bytes data() {
      return data;
    }
  }
}
