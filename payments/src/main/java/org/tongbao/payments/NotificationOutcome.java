package org.tongbao.payments;

import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Money;

/// What a notification says, once it has been checked.
public sealed interface NotificationOutcome {
  /// It is the institution's, and meant for us. The receiver still compares reference, amount and
  /// currency with what was asked for ([#pays]), and treats a repeated `id` as done.
  ///
  /// @param id the institution's name for this notification; repeats carry the same
  /// @param acknowledgement the body that tells the institution to stop repeating it, sent with
  ///   status 200
  record Verified(
      String id, PaymentReference payment, PaymentState.Paid state, Bytes acknowledgement)
      implements NotificationOutcome {
    /// Whether it is about this payment and says that exactly this amount was paid, in the same
    /// currency. When not, nothing may be booked: a valid signature alone proves nothing (M12).
    public boolean pays(PaymentReference asked, Money amount) {
      return payment.equals(asked) && state.amount().equals(amount);
    }
  }

  /// It is the institution's and meant for us, but does not say that a payment was made: one that
  /// expired, failed or was refunded. It changes nothing; what is true is found out by asking.
  record Noted(String detail, Bytes acknowledgement) implements NotificationOutcome {}

  /// It is not the institution's, or not meant for us. It must change nothing.
  record Rejected(String detail) implements NotificationOutcome {}
}
