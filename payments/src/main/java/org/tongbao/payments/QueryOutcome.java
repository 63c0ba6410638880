package org.tongbao.payments;

/// What the institution knows of a payment.
public sealed interface QueryOutcome {
  record Known(PaymentState state) implements QueryOutcome {}

  /// The institution has never heard of it: asking for it again is safe.
  record NotFound() implements QueryOutcome {}

  /// It could not be found out.
  record Unknown(String detail) implements QueryOutcome {}
}
