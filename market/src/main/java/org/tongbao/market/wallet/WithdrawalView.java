package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.payment.PaymentView;

/// A withdrawal as the REST API shows it.
///
/// @param pending what the chain has been asked and has not answered yet
/// @param refusal why the chain would not
/// @param reason why it was rejected
/// @param decideBy when it goes back if nobody decides
record WithdrawalView(
    UUID id,
    PaymentView.Amount amount,
    Withdrawal.Destination destination,
    Withdrawal.State state,
    Withdrawal.@Nullable Step pending,
    @Nullable String refusal,
    @Nullable String reason,
    @Nullable Instant decideBy,
    Instant createdAt) {
  static WithdrawalView of(Withdrawal withdrawal) {
    return new WithdrawalView(
        withdrawal.id(),
        PaymentView.Amount.of(withdrawal.amount()),
        withdrawal.destination(),
        withdrawal.state(),
        withdrawal.pending(),
        withdrawal.refusal(),
        withdrawal.reason(),
        withdrawal.decideBy(),
        withdrawal.createdAt());
  }
}
