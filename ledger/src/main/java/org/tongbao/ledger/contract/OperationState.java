package org.tongbao.ledger.contract;

/// The numbers of `TimelockController.OperationState`.
public enum OperationState {
  UNSET,
  WAITING,
  READY,
  DONE
}
