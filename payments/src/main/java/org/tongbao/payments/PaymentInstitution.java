package org.tongbao.payments;

import java.time.Instant;

/// Somebody who takes money from a payer for us: a bank, a wallet provider, a chain.
///
/// Outcomes are values. `Unknown` means that the call may or may not have had its effect: query
/// first, then call again with the same reference. Implementations are thread-safe and block the
/// calling thread; they never retry by themselves.
public interface PaymentInstitution {
  /// The name in settings, tables and addresses, for instance `sandbox`.
  String name();

  /// Asks the institution to take a payment. The same request again gives the same outcome.
  RequestOutcome request(PaymentRequest request);

  /// Checks what arrived at the notification address. Nothing in a message is believed before its
  /// signature, and the account it is addressed to, have been checked.
  NotificationOutcome read(NotificationMessage message);

  /// Asks how a payment stands.
  QueryOutcome query(PaymentReference reference);

  /// Pays back a part or the whole. The same refund again gives the same outcome and pays nothing.
  RefundOutcome refund(RefundRequest request);

  /// Makes sure that a payment that is still open can no longer be made.
  CloseOutcome close(PaymentReference reference);

  /// What moved at the institution, by its own books, from a moment on and before another.
  default StatementOutcome statement(Instant from, Instant until) {
    return new StatementOutcome.NotOffered();
  }

  /// Ends the connections that are kept open; the adapter is not used afterwards.
  default void disconnect() {}
}
