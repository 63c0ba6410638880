package org.tongbao.market.idempotency;

import org.tongbao.market.error.ErrorCode;

/// Refusals about the `Idempotency-Key` header.
public enum IdempotencyError implements ErrorCode {
  KEY_MISSING(400),
  KEY_MALFORMED(400),
  IN_FLIGHT(409),
  ANSWER_NOT_KEPT(409),
  OTHER_REQUEST(422);

  private final int status;

  IdempotencyError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "idempotency";
  }

  @Override
  public int status() {
    return status;
  }
}
