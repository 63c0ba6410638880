package org.tongbao.payments;

import java.util.Optional;

/// Where the names that an institution gave to our payments are kept, for institutions that cannot
/// be asked by ours. Stripe is one: it finds a Checkout Session by its own id only.
///
/// A name is remembered before the payer is told where to pay; a payment that has none was never
/// paid. Implementations keep them for good (a column beside the attempt) and are thread-safe.
public interface PaymentNames {
  /// Keeps the name. The same again does nothing. Throws what it likes when it cannot; the outcome
  /// of the request is `Unknown` then.
  void remember(PaymentReference ours, String theirs);

  Optional<String> find(PaymentReference ours);
}
