package org.tongbao.payments;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// How a payment stands at the institution.
public sealed interface PaymentState {
  /// It can still be paid.
  record Open() implements PaymentState {}

  /// It was paid; it stays paid, whatever is refunded.
  ///
  /// @param institutionReference the institution's own name for it
  /// @param refunded the sum of all refunds so far
  record Paid(Money amount, String institutionReference, Instant at, Money refunded)
      implements PaymentState {
    public Paid {
      if (refunded.compareTo(amount) > 0) {
        throw new IllegalArgumentException("refunded " + refunded + " of " + amount);
      }
    }
  }

  /// It was never paid and never will be.
  record Closed() implements PaymentState {}
}
