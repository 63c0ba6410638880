package org.tongbao.market.wallet;

import org.tongbao.market.error.ErrorCode;

/// Refusals about wallets.
public enum WalletError implements ErrorCode {
  BALANCE_TOO_SMALL(409),
  NOT_WAITING(409),
  STEP_UNDER_WAY(409),
  OWN_WITHDRAWAL(403),
  SAME_PERSON(409),
  NOT_SIGNED(422),
  CHALLENGE_OVER(409),
  TOO_MANY_EXPORTS(429);

  private final int status;

  WalletError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "wallet";
  }

  @Override
  public int status() {
    return status;
  }
}
