package org.tongbao.market.backup;

/// A backup cannot be made or brought back; the message tells an operator why and what to do.
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackupException(String message) {
    super(message);
  }

  public BackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
