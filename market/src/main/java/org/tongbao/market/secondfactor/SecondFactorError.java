package org.tongbao.market.secondfactor;

import org.tongbao.market.error.ErrorCode;

/// Refusals about second factors.
public enum SecondFactorError implements ErrorCode {
  WRONG_CODE(422),
  NOT_HALF_SIGNED_IN(409),
  SET_UP_ALREADY(409),
  NOT_SET_UP(409);

  private final int status;

  SecondFactorError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "second-factor";
  }

  @Override
  public int status() {
    return status;
  }
}
