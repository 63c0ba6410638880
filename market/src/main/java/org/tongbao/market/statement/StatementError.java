package org.tongbao.market.statement;

import org.tongbao.market.error.ErrorCode;

/// Refusals about statements.
public enum StatementError implements ErrorCode {
  TOO_LONG(422);

  private final int status;

  StatementError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "statement";
  }

  @Override
  public int status() {
    return status;
  }
}
