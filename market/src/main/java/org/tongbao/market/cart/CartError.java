package org.tongbao.market.cart;

import org.tongbao.market.error.ErrorCode;

/// Refusals about carts.
public enum CartError implements ErrorCode {
  /// The cart has as many lines as it can.
  FULL(409),
  /// What is to be put in cannot be bought at present.
  NOT_ON_SALE(409);

  private final int status;

  CartError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "cart";
  }

  @Override
  public int status() {
    return status;
  }
}
