package org.tongbao.payments;

import java.time.Instant;
import org.tongbao.primitives.money.Money;

/// A line of an institution's statement.
///
/// @param reference our name for the payment or the refund
/// @param institutionReference the institution's
/// @param at when it moved, by the institution's clock
public record StatementLine(
    Kind kind, String reference, String institutionReference, Money amount, Instant at) {
  /// Which way money moved.
  public enum Kind {
    PAYMENT,
    REFUND
  }
}
