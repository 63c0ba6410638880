package org.tongbao.market.reconciliation;

import org.tongbao.market.error.ErrorCode;

/// Refusals about statements and differences.
public enum ReconciliationError implements ErrorCode {
  UNKNOWN_INSTITUTION(422),
  NOT_OVER(422),
  BAD_LINE(422),
  NOT_OPEN(409);

  private final int status;

  ReconciliationError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "reconciliation";
  }

  @Override
  public int status() {
    return status;
  }
}
