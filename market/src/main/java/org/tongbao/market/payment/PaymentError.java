package org.tongbao.market.payment;

import org.tongbao.market.error.ErrorCode;

/// Refusals about payments.
public enum PaymentError implements ErrorCode {
  METHOD_NOT_OFFERED(422),
  TOO_LATE(409),
  ABOVE_CAPTURED(409),
  NOTIFICATION_REJECTED(400),
  NOTIFICATION_UNKNOWN(404),
  NOTIFICATION_MISMATCH(422);

  private final int status;

  PaymentError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "payment";
  }

  @Override
  public int status() {
    return status;
  }
}
