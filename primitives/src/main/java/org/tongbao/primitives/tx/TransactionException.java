package org.tongbao.primitives.tx;

/// A transaction is refused; the message names the field and its value.
public final class TransactionException extends IllegalArgumentException {
  private final TransactionError code;

  public TransactionException(TransactionError code, String message) {
    super(message);
    this.code = code;
  }

  TransactionException(TransactionError code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public TransactionError code() {
    return code;
  }
}
