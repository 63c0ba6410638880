package org.tongbao.payments.sandbox;

/// What a sandbox institution can be told to do wrong.
public enum SandboxFault {
  /// A notification is never sent.
  LOSE,
  /// A notification is sent late.
  DELAY,
  /// A notification is sent twice more after it was acknowledged.
  REPEAT,
  /// A notification is sent after the next one.
  REORDER,
  /// Before a notification comes one that is signed by somebody else.
  FORGE,
  /// Before a notification comes one, well signed, with another amount.
  WRONG_AMOUNT,
  /// Before a notification comes one, well signed, that names another payment.
  WRONG_ORDER,
  /// Before a notification comes one, well signed, that is meant for another merchant.
  WRONG_MERCHANT,
  /// A call is answered late.
  SLOW_ANSWER,
  /// A call is dropped before anything was done.
  DROP_BEFORE,
  /// A call is carried out and its answer is lost.
  DROP_AFTER
}
