package org.tongbao.market.promotion;

import org.tongbao.market.error.ErrorCode;

/// Refusals about campaigns, vouchers and points.
public enum PromotionError implements ErrorCode {
  NOT_RUNNING(409),
  NOT_OPEN(409),
  ALL_CLAIMED(409),
  LIMIT_REACHED(409),
  NOT_FUNDED(409),
  NOT_SELLING(409),
  WRONG_KIND(409),
  NOT_HELD(409),
  NOT_USABLE(422),
  TOO_FEW_POINTS(409),
  NOT_SIGNED(422),
  NOT_WAITING(409),
  UNKNOWN_CODE(422);

  private final int status;

  PromotionError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "promotion";
  }

  @Override
  public int status() {
    return status;
  }
}
