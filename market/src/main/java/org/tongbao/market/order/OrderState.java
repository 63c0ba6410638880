package org.tongbao.market.order;

/// How far a seller order has come. All but the first and the last are the chain's own
/// (`OrderBook.State`); docs/orders.md has the table of who moves what.
public enum OrderState {
  /// Confirmed by the buyer; the chain has not said yet that it is placed.
  NEW,
  PLACED,
  PAID,
  SHIPPED,
  RECEIVED,
  SETTLED,
  COMPLETED,
  CANCELLED,
  REFUNDED,
  /// Never placed: the chain refused it, or its buyer did not sign it in time.
  VOID;

  /// Whether nothing can happen to it any more, apart from what is owed being paid.
  public boolean isEnded() {
    return this == CANCELLED || this == REFUNDED || this == VOID;
  }
}
