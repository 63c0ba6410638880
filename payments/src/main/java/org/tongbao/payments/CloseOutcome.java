package org.tongbao.payments;

/// What became of closing a payment.
public sealed interface CloseOutcome {
  /// It can no longer be paid, now or since before.
  record Closed() implements CloseOutcome {}

  /// Too late: it is paid.
  record AlreadyPaid(PaymentState.Paid payment) implements CloseOutcome {}

  /// The institution has never heard of it. It may still arrive, if the request is on its way.
  record NotFound() implements CloseOutcome {}

  record Unknown(String detail) implements CloseOutcome {}
}
