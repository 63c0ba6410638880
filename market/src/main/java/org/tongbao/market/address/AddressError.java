package org.tongbao.market.address;

import org.tongbao.market.error.ErrorCode;

/// Refusals about addresses.
public enum AddressError implements ErrorCode {
  TOO_MANY(409);

  private final int status;

  AddressError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "address";
  }

  @Override
  public int status() {
    return status;
  }
}
