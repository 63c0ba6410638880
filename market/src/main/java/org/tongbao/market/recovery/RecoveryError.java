package org.tongbao.market.recovery;

import org.tongbao.market.error.ErrorCode;

/// Refusals about what is settled by mail.
public enum RecoveryError implements ErrorCode {
  LINK_OVER(422),
  NO_ADDRESS(409),
  PROVED_ALREADY(409),
  CAN_SIGN_IN(409);

  private final int status;

  RecoveryError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "recovery";
  }

  @Override
  public int status() {
    return status;
  }
}
