package org.tongbao.payments;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Money;

/// A payment to be taken.
///
/// @param subject what the payer reads
/// @param expiresAt when it can no longer be paid
/// @param notifyTo where the institution reports to
/// @param returnTo where the payer's browser goes afterwards; proves nothing
/// @param payer null when nothing is known of the browser
public record PaymentRequest(
    PaymentReference reference,
    Money amount,
    String subject,
    Instant expiresAt,
    URI notifyTo,
    URI returnTo,
    @Nullable Payer payer) {
  public PaymentRequest {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("nothing to pay: " + amount);
    }
    if (subject.isBlank() || subject.length() > 127) {
      throw new IllegalArgumentException("a subject has 1 to 127 characters");
    }
  }

  /// By a payer of whose browser nothing is known.
  public PaymentRequest(
      PaymentReference reference,
      Money amount,
      String subject,
      Instant expiresAt,
      URI notifyTo,
      URI returnTo) {
    this(reference, amount, subject, expiresAt, notifyTo, returnTo, null);
  }
}
