package org.tongbao.payments;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// How a payment stands at the institution.
///
/// What was refunded is not part of it: neither Alipay nor WeChat Pay tells the sum of the refunds
/// when a payment is queried, so the books of refunds are ours.
public sealed interface PaymentState {
  /// It can still be paid.
  record Open() implements PaymentState {}

  /// It was paid; it stays paid, whatever is refunded.
  ///
  /// @param institutionReference the institution's own name for it
  record Paid(Money amount, String institutionReference, Instant at) implements PaymentState {}

  /// It was never paid and never will be.
  record Closed() implements PaymentState {}
}
