package org.tongbao.market.postgres;

import org.jspecify.annotations.Nullable;

/// The database server cannot be used; the message tells an operator why and what to do.
public final class PostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresException(String message) {
    this(message, null);
  }

  PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
