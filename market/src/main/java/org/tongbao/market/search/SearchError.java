package org.tongbao.market.search;

import org.tongbao.market.error.ErrorCode;

/// Refusals about searching.
public enum SearchError implements ErrorCode {
  NOT_READY(503);

  private final int status;

  SearchError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "search";
  }

  @Override
  public int status() {
    return status;
  }
}
