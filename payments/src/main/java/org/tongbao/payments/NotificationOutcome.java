package org.tongbao.payments;

import org.tongbao.primitives.Bytes;

/// What a notification says, once it has been checked.
public sealed interface NotificationOutcome {
  /// It is the institution's, and meant for us. The receiver still compares reference, amount and
  /// currency with what was asked for, and treats a repeated `id` as done.
  ///
  /// @param id the institution's name for this notification; repeats carry the same
  /// @param acknowledgement the body that tells the institution to stop repeating it
  record Verified(
      String id, PaymentReference payment, PaymentState.Paid state, Bytes acknowledgement)
      implements NotificationOutcome {}

  /// It is not the institution's, or not meant for us. It must change nothing.
  record Rejected(String detail) implements NotificationOutcome {}
}
