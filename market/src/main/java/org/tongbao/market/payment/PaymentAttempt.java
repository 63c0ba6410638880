package org.tongbao.market.payment;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Money;

/// One request to one institution to take a payment.
///
/// @param reference our key for it at the institution; never used for anything else
/// @param method the institution
/// @param payAt where the payer pays; there as soon as the institution has answered
/// @param refusal why the institution would not take it, in its words
/// @param capture what was paid, once it was
/// @param refunding what has been paid back or is under way
public record PaymentAttempt(
    UUID id,
    String reference,
    String kind,
    UUID payable,
    UserId payer,
    String method,
    Money amount,
    State state,
    @Nullable URI payAt,
    @Nullable String refusal,
    @Nullable Capture capture,
    Money refunding,
    Instant expiresAt,
    Instant createdAt) {

  public enum State {
    /// Stored; whether the institution has taken it in is not known yet.
    REQUESTED,
    /// The payer can pay.
    OPEN,
    /// It was paid, and stays so.
    CAPTURED,
    /// It was not paid. Should the institution still say so, with a signature, it becomes CAPTURED.
    CLOSED,
    /// The institution will not take it.
    REFUSED
  }

  /// How what was paid compares with what was asked for.
  public enum Fit {
    EXACT,
    /// Too little. It is credited as far as it goes.
    UNDER,
    /// Too much. All of it is credited.
    OVER,
    /// Another currency serves nothing here: all of it goes back by itself.
    OTHER_CURRENCY
  }

  /// @param late it came when the attempt was closed or was to be
  public record Capture(
      Money amount, Fit fit, boolean late, Instant at, String institutionReference) {}

  /// What can still be paid back.
  public Money refundable() {
    return capture == null ? Money.zero(amount.currency()) : capture.amount().minus(refunding);
  }
}
