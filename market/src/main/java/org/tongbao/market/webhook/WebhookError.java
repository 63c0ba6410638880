package org.tongbao.market.webhook;

import org.tongbao.market.error.ErrorCode;

/// Refusals about webhooks.
public enum WebhookError implements ErrorCode {
  TOO_MANY(409),
  DISABLED(409),
  BAD_ADDRESS(422);

  private final int status;

  WebhookError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "webhook";
  }

  @Override
  public int status() {
    return status;
  }
}
