package org.tongbao.ledger.contract;

/// The numbers of `OrderBook.State`.
public enum OrderState {
  NONE,
  PLACED,
  PAID,
  SHIPPED,
  RECEIVED,
  SETTLED,
  COMPLETED,
  CANCELLED,
  REFUNDED
}
