package org.tongbao.market.onchain;

import org.tongbao.market.error.ErrorCode;

/// Refusals about accounts on the chain.
public enum OnchainError implements ErrorCode {
  ACCOUNT_IN_USE(409),
  WALLET_TAKEN(409),
  KEY_NOT_HERE(409);

  private final int status;

  OnchainError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "onchain";
  }

  @Override
  public int status() {
    return status;
  }
}
