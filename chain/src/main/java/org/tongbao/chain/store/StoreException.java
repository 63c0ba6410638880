package org.tongbao.chain.store;

import org.jspecify.annotations.Nullable;

/// The store could not do what it was asked to. Subclasses tell the cases that callers treat
/// differently.
public class StoreException extends RuntimeException {
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The directory cannot be used as it is: another process has it, it holds another chain, or a
  /// newer program wrote it. Nothing was changed.
  public static final class Refused extends StoreException {
    public Refused(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The disk is full, or nearly so. Nothing of the block was written; reading goes on, and writing
  /// works again when there is space.
  public static final class Full extends StoreException {
    public Full(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The store has been closed.
  public static final class Closed extends StoreException {
    public Closed() {
      super("the store is closed", null);
    }
  }
}
