package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.PaymentView;

/// A recharge as the REST API shows it.
public record RechargeView(
    UUID id,
    PaymentView.Amount amount,
    Recharge.State state,
    PaymentView.Amount credited,
    List<PaymentView> payments,
    Instant createdAt) {
  static RechargeView of(Recharge recharge, List<PaymentAttempt> attempts) {
    return new RechargeView(
        recharge.id(),
        PaymentView.Amount.of(recharge.amount()),
        recharge.state(),
        PaymentView.Amount.of(recharge.credited()),
        attempts.stream().map(PaymentView::of).toList(),
        recharge.createdAt());
  }
}
