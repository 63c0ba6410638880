package org.tongbao.market.inventory;

import org.tongbao.market.error.ErrorCode;

/// Refusals about stock.
public enum InventoryError implements ErrorCode {
  /// Fewer counted than are held for buyers.
  RESERVED(409),
  /// More than an item can hold.
  TOO_MUCH(422),
  /// So many want the same thing that the wait was cut short; nothing was changed.
  BUSY(429);

  private final int status;

  InventoryError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "inventory";
  }

  @Override
  public int status() {
    return status;
  }
}
