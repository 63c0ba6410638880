package org.tongbao.market.identity;

import org.tongbao.market.error.ErrorCode;

/// Refusals about users, their sessions and their roles.
public enum IdentityError implements ErrorCode {
  LOGIN_NAME_MALFORMED(422),
  LOGIN_NAME_TAKEN(409),
  PASSWORD_TOO_SHORT(422),
  PASSWORD_TOO_LONG(422),
  PASSWORD_TOO_COMMON(422),
  WRONG_NAME_OR_PASSWORD(401),
  WRONG_PASSWORD(422),
  TOO_MANY_ATTEMPTS(429),
  SIGN_IN_AGAIN(403),
  SECOND_FACTOR_NEEDED(403),
  LAST_WAY_TO_SIGN_IN(409),
  UNKNOWN_ROLE(404),
  LAST_ADMINISTRATOR(409),
  DISABLED(403),
  OWN_ACCOUNT(409);

  private final int status;

  IdentityError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "identity";
  }

  @Override
  public int status() {
    return status;
  }
}
