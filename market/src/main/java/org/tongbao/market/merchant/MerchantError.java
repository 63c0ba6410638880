package org.tongbao.market.merchant;

import org.tongbao.market.error.ErrorCode;

/// Refusals about shops.
public enum MerchantError implements ErrorCode {
  NAME_TAKEN(409),
  CONDITIONS_CHANGED(409),
  TOO_MANY_APPLICATIONS(409),
  WRONG_STATE(409),
  STEP_UNDER_WAY(409),
  TOO_MANY_STAFF(409),
  OWNER_STAYS(409),
  WORKS_THERE_ALREADY(409),
  BOND_COMPLETE(409),
  BOND_TOO_SMALL(409),
  TOO_MANY_DELIVERY_METHODS(409),
  NOT_DELIVERED_THERE(422),
  TOO_MANY_DOCUMENTS(409),
  DOCUMENT_DIFFERS(422),
  DOCUMENT_DAMAGED(500);

  private final int status;

  MerchantError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "merchant";
  }

  @Override
  public int status() {
    return status;
  }
}
