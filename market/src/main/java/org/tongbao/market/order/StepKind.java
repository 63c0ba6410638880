package org.tongbao.market.order;

/// What can be done to a seller order on the chain.
public enum StepKind {
  PLACE,
  PAY,
  CANCEL,
  SHIP,
  CONFIRM_DELIVERY,
  CONFIRM_RECEIPT,
  ACKNOWLEDGE_PAYOUT,
  REQUEST_REFUND,
  ANSWER_REFUND,
  GIVE_REFUND,
  WITHDRAW_CLAIM,
  DISPUTE,
  RULE,
  APPEAL,
  /// What is due by time alone, by anybody.
  ADVANCE
}
