package org.tongbao.market.invitation;

import org.tongbao.market.error.ErrorCode;

/// Refusals about invitations.
public enum InvitationError implements ErrorCode {
  OVER(422),
  OTHER_ADDRESS(409),
  HAS_ACCOUNT(409),
  TOO_MANY(409);

  private final int status;

  InvitationError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "invitation";
  }

  @Override
  public int status() {
    return status;
  }
}
