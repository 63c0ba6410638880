package org.tongbao.ledger.contract;

/// The numbers of `OrderBook.Step`.
public enum OrderStep {
  NONE,
  EXPIRE,
  REFUND_UNSHIPPED,
  RECEIVE,
  SETTLE,
  COMPLETE,
  RELEASE,
  GRANT_BY_SILENCE,
  CLOSE_CLAIM,
  RULE_BY_SILENCE,
  EXECUTE_RULING
}
