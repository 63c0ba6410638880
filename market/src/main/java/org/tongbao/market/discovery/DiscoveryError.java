package org.tongbao.market.discovery;

import org.tongbao.market.error.ErrorCode;

/// Refusals about what people keep.
public enum DiscoveryError implements ErrorCode {
  /// More favourites than one can keep.
  FULL(409);

  private final int status;

  DiscoveryError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "discovery";
  }

  @Override
  public int status() {
    return status;
  }
}
