package org.tongbao.market.apikey;

import org.tongbao.market.error.ErrorCode;

/// Refusals about keys of the API.
public enum ApiKeyError implements ErrorCode {
  NOT_VALID(401),
  READ_ONLY(403),
  TOO_MANY(409),
  BAD_SCOPE(422);

  private final int status;

  ApiKeyError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "api-key";
  }

  @Override
  public int status() {
    return status;
  }
}
