package org.tongbao.ledger.contract;

/// The numbers of `GroupBuys.PledgeState`.
public enum PledgeState {
  NONE,
  PLEDGED,
  ORDERED,
  REFUNDED
}
