package org.tongbao.market.review;

import org.tongbao.market.error.ErrorCode;

/// Refusals about reviews.
public enum ReviewError implements ErrorCode {
  NOT_RECEIVED(409),
  ALREADY_REVIEWED(409),
  ALREADY_REPLIED(409),
  NOT_ATTESTED(409),
  UNDER_WAY(409),
  ALREADY_SO(409),
  OWN_REVIEW(409),
  WALLET_SIGNS(409),
  NOT_WAITING(409),
  NOT_SIGNED(422),
  TOO_MANY_MEDIA(422);

  private final int status;

  ReviewError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "review";
  }

  @Override
  public int status() {
    return status;
  }
}
