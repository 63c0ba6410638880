package org.tongbao.payments;

import org.tongbao.primitives.money.Money;

/// What became of a refund.
public sealed interface RefundOutcome {
  /// It is paid back, now or when it was first asked for.
  record Refunded(Money amount, String institutionReference) implements RefundOutcome {}

  /// The institution has taken it in and is paying it back (cards and bank accounts take days): ask
  /// again later with the same request, which pays nothing a second time.
  record Accepted(Money amount, String institutionReference) implements RefundOutcome {}

  record Refused(Refusal reason, String detail) implements RefundOutcome {}

  /// It may or may not have been paid back.
  record Unknown(String detail) implements RefundOutcome {}
}
