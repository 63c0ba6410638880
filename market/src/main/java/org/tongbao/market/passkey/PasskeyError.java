package org.tongbao.market.passkey;

import org.tongbao.market.error.ErrorCode;

/// Refusals about passkeys.
public enum PasskeyError implements ErrorCode {
  CHALLENGE_OVER(409),
  NOT_PROVEN(422),
  REFUSED(401),
  CLONED(401),
  KNOWN_ALREADY(409),
  TOO_MANY(409);

  private final int status;

  PasskeyError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "passkey";
  }

  @Override
  public int status() {
    return status;
  }
}
