package org.tongbao.market.catalog;

import org.tongbao.market.error.ErrorCode;

/// Refusals about categories, products and files of products.
public enum CatalogError implements ErrorCode {
  UNKNOWN_CATEGORY(422),
  CATEGORY_NAME_TAKEN(409),
  CATEGORY_IN_USE(409),
  CATEGORY_TOO_DEEP(422),
  TOO_MANY(422),
  TWICE(422),
  OPTIONS_UNEQUAL(422),
  SKU_TAKEN(409),
  UNKNOWN_PICTURE(422),
  NOT_COMPLETE(422),
  MERCHANT_MAY_NOT_SELL(409),
  NOT_ON_SALE(409),
  SUSPENDED(409),
  ALREADY_SUSPENDED(409),
  NOT_SUSPENDED(409),
  SHOP_FULL(409),
  FILE_UNREADABLE(422),
  FILE_REFUSED(422);

  private final int status;

  CatalogError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "catalog";
  }

  @Override
  public int status() {
    return status;
  }
}
