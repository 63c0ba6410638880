package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.primitives.crypto.TypedData;

/// A withdrawal as the REST API shows it.
///
/// @param pending what the chain has been asked and has not answered yet
/// @param refusal why the chain would not
/// @param reason why it was rejected
/// @param decideBy when it goes back if nobody decides
public record WithdrawalView(
    UUID id,
    PaymentView.Amount amount,
    Withdrawal.Destination destination,
    Withdrawal.State state,
    Withdrawal.@Nullable Step pending,
    @Nullable String refusal,
    @Nullable String reason,
    @Nullable Instant decideBy,
    Instant createdAt,
    @Nullable ToSign toSign) {
  /// What the owner's own wallet has to sign before anything happens.
  ///
  /// @param document for `eth_signTypedData_v4`
  public record ToSign(Instant signBy, Map<String, Object> document) {}

  static WithdrawalView of(Withdrawal withdrawal) {
    return of(withdrawal, Optional.empty());
  }

  /// As its owner sees it.
  static WithdrawalView of(Withdrawal withdrawal, Optional<TypedData> document) {
    Instant signBy = withdrawal.signBy();
    ToSign toSign =
        signBy == null ? null : document.map(it -> new ToSign(signBy, it.toTree())).orElse(null);
    return new WithdrawalView(
        withdrawal.id(),
        PaymentView.Amount.of(withdrawal.amount()),
        withdrawal.destination(),
        withdrawal.state(),
        withdrawal.pending(),
        withdrawal.refusal(),
        withdrawal.reason(),
        withdrawal.decideBy(),
        withdrawal.createdAt(),
        toSign);
  }
}
