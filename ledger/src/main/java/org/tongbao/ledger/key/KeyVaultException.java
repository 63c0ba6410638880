package org.tongbao.ledger.key;

/// A key cannot be had. The message never holds secrets.
public final class KeyVaultException extends RuntimeException {
  public KeyVaultException(String message) {
    super(message);
  }

  public KeyVaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
