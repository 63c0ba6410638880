package org.tongbao.market.currency;

import org.tongbao.market.error.ErrorCode;

/// Refusals about currencies.
public enum CurrencyError implements ErrorCode {
  UNKNOWN(404),
  NOT_ACCEPTED(422);

  private final int status;

  CurrencyError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "currency";
  }

  @Override
  public int status() {
    return status;
  }
}
