package org.tongbao.payments;

import java.time.Clock;

/// What is needed to be connected with one institution: addresses, ids and keys.
///
/// Implementations are records without behaviour of their own whose `toString` leaves every key
/// out.
public interface InstitutionSettings {
  /// The institution's name, as [PaymentInstitution#name].
  String institution();

  /// The adapter. Nothing is sent. Throws `IllegalArgumentException` when a key cannot be read; the
  /// message does not hold the key.
  PaymentInstitution connect(PaymentNames names, Clock clock);
}
