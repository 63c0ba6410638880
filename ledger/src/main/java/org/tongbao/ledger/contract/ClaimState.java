package org.tongbao.ledger.contract;

/// The numbers of `OrderBook.ClaimState`.
public enum ClaimState {
  NONE,
  REQUESTED,
  REFUSED,
  DISPUTED,
  RULED,
  APPEALED
}
