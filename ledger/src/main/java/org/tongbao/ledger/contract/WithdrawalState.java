package org.tongbao.ledger.contract;

/// The numbers of `Treasury.WithdrawalState`.
public enum WithdrawalState {
  NONE,
  REQUESTED,
  APPROVED_ONCE,
  BURNED,
  RETURNED
}
