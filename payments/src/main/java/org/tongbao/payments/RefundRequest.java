package org.tongbao.payments;

import org.tongbao.primitives.money.Money;

/// Money to be paid back from a payment.
public record RefundRequest(
    RefundReference reference, PaymentReference payment, Money amount, String reason) {
  public RefundRequest {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("nothing to refund: " + amount);
    }
  }
}
