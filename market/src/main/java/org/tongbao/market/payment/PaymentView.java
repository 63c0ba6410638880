package org.tongbao.market.payment;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Money;

/// An attempt as the REST API shows it.
///
/// @param payAt where to pay, once the institution has answered
/// @param paid what was paid, once it was
/// @param fit how that compares with `amount`
/// @param refunded what has gone back or is on its way
public record PaymentView(
    UUID id,
    String kind,
    UUID payable,
    String method,
    Amount amount,
    PaymentAttempt.State state,
    @Nullable URI payAt,
    @Nullable Amount paid,
    PaymentAttempt.@Nullable Fit fit,
    boolean late,
    Amount refunded,
    Instant expiresAt,
    Instant createdAt) {
  /// Minor units by the exponent of ISO 4217.
  public record Amount(long amountMinor, String currency) {
    public static Amount of(Money money) {
      return new Amount(money.amountMinor().longValueExact(), money.currency().code());
    }
  }

  public static PaymentView of(PaymentAttempt attempt) {
    PaymentAttempt.Capture capture = attempt.capture();
    return new PaymentView(
        attempt.id(),
        attempt.kind(),
        attempt.payable(),
        attempt.method(),
        Amount.of(attempt.amount()),
        attempt.state(),
        attempt.payAt(),
        capture == null ? null : Amount.of(capture.amount()),
        capture == null ? null : capture.fit(),
        capture != null && capture.late(),
        Amount.of(attempt.refunding()),
        attempt.expiresAt(),
        attempt.createdAt());
  }
}
