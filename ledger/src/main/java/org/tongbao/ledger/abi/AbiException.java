package org.tongbao.ledger.abi;

/// Bytes that are not what the ABI says, or a value that the ABI has no room for.
public final class AbiException extends IllegalArgumentException {
  public AbiException(String message) {
    super(message);
  }

  public AbiException(String message, Throwable cause) {
    super(message, cause);
  }
}
