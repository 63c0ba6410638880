package org.tongbao.market.walletsignin;

import org.tongbao.market.error.ErrorCode;

/// Refusals about signing in with a wallet.
public enum WalletSignInError implements ErrorCode {
  MESSAGE_MALFORMED(422),
  MESSAGE_NOT_FOR_US(422),
  MESSAGE_OVER(422),
  NONCE_OVER(409),
  NOT_SIGNED(401),
  UNKNOWN_WALLET(404),
  TAKEN(409),
  TOO_MANY(409);

  private final int status;

  WalletSignInError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "wallet-sign-in";
  }

  @Override
  public int status() {
    return status;
  }
}
