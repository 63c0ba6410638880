package org.tongbao.primitives.crypto;

/// A keystore cannot be read or opened. Messages hold no secrets.
public final class KeyStoreException extends IllegalArgumentException {
  private final Reason reason;

  /// What a caller can tell its user.
  public enum Reason {
    /// Not a version 3 keystore, or one with parts that are not supported.
    MALFORMED,
    /// Deriving the key would take more memory or time than is allowed.
    TOO_COSTLY,
    /// The password is wrong, or the file has been changed.
    WRONG_PASSWORD
  }

  KeyStoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
