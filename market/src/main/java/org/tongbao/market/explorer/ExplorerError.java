package org.tongbao.market.explorer;

import org.tongbao.market.error.ErrorCode;

/// Refusals about what can be read of the chain.
public enum ExplorerError implements ErrorCode {
  NO_BLOCK(404),
  NO_TRANSACTION(404),
  NO_ORDER(404),
  NODE_AWAY(503);

  private final int status;

  ExplorerError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "explorer";
  }

  @Override
  public int status() {
    return status;
  }
}
