package org.tongbao.market.fulfilment;

import org.tongbao.market.error.ErrorCode;

/// Refusals about delivery.
public enum FulfilmentError implements ErrorCode {
  WRONG_CODE(422),
  /// Too many wrong codes.
  WAIT(429),
  NO_PICKUP(409);

  private final int status;

  FulfilmentError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "fulfilment";
  }

  @Override
  public int status() {
    return status;
  }
}
