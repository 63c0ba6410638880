package org.tongbao.ledger.contract;

/// The numbers of `GroupBuys.GroupState`.
public enum GroupState {
  NONE,
  OPEN,
  MET,
  FAILED
}
