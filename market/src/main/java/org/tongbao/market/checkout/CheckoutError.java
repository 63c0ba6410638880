package org.tongbao.market.checkout;

import org.tongbao.market.error.ErrorCode;

/// Refusals at checkout. Nothing was changed.
public enum CheckoutError implements ErrorCode {
  /// The price is no longer the one that the buyer saw; the answer brings the new quote.
  PRICE_CHANGED(409),
  /// Somebody was faster.
  SOLD_OUT(409),
  /// Something in the quote has to be put right first; the answer brings the quote.
  NOT_READY(409),
  /// A delivery, voucher or message too many, or of a form that none has.
  TOO_MANY(422);

  private final int status;

  CheckoutError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "checkout";
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public boolean isPassing() {
    return this == SOLD_OUT;
  }
}
