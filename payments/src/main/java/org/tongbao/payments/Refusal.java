package org.tongbao.payments;

/// Why an institution refuses.
public enum Refusal {
  /// The reference was used before, with other content.
  REFERENCE_USED,
  /// It has expired or was closed.
  CLOSED,
  /// It is paid already.
  ALREADY_PAID,
  /// There is no such payment, or it has not been paid.
  NOT_PAID,
  /// All refunds together would exceed what was paid.
  ABOVE_PAID,
  /// The institution does not take this currency.
  CURRENCY,
  /// Anything else; the detail says what.
  OTHER
}
