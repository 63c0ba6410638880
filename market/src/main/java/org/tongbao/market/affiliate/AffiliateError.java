package org.tongbao.market.affiliate;

import org.tongbao.market.error.ErrorCode;

/// Refusals about affiliates and their codes.
public enum AffiliateError implements ErrorCode {
  UNKNOWN_CODE(422),
  OWN_CODE(422);

  private final int status;

  AffiliateError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "affiliate";
  }

  @Override
  public int status() {
    return status;
  }
}
