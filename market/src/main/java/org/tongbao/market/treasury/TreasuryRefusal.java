package org.tongbao.market.treasury;

import org.tongbao.market.error.ErrorCode;

/// Refusals about the platform's own money.
public enum TreasuryRefusal implements ErrorCode {
  TOO_LITTLE_OWN_MONEY(409),
  TOO_LITTLE_FEES(409),
  PROPOSAL_OPEN(409);

  private final int status;

  TreasuryRefusal(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "treasury";
  }

  @Override
  public int status() {
    return status;
  }
}
