package org.tongbao.payments;

import org.tongbao.primitives.money.Money;

/// What became of a refund.
public sealed interface RefundOutcome {
  /// It is paid back, now or when it was first asked for.
  record Refunded(Money amount, String institutionReference) implements RefundOutcome {}

  record Refused(Refusal reason, String detail) implements RefundOutcome {}

  /// It may or may not have been paid back.
  record Unknown(String detail) implements RefundOutcome {}
}
