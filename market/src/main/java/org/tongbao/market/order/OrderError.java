package org.tongbao.market.order;

import org.tongbao.market.error.ErrorCode;

/// Refusals about orders.
public enum OrderError implements ErrorCode {
  /// Not in the state that the step needs.
  WRONG_STATE(409),
  /// A step is under way.
  BUSY(409),
  TOO_LATE(409),
  CLAIM_OPEN(409),
  WRONG_CLAIM(409),
  TOO_MANY_CLAIMS(409),
  OUT_OF_STOCK(409),
  NOTHING_DUE(409),
  SAME_ARBITER(409),
  /// It is fetched with a code, not shipped.
  TO_BE_FETCHED(409),
  BAD_AMOUNT(422);

  private final int status;

  OrderError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "order";
  }

  @Override
  public int status() {
    return status;
  }
}
