package org.tongbao.chain.genesis;

import org.jspecify.annotations.Nullable;

/// A genesis file that cannot be used. The message names the setting and what is wrong with it.
public final class GenesisException extends IllegalArgumentException {
  public GenesisException(String message) {
    super(message);
  }

  public GenesisException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
