package org.tongbao.payments;

import java.net.URI;

/// What became of a payment request.
public sealed interface RequestOutcome {
  /// The payer pays at this address.
  record Requested(URI payAt) implements RequestOutcome {}

  /// The institution will not take it; nothing was or will be taken.
  record Refused(Refusal reason, String detail) implements RequestOutcome {}

  /// It may or may not have been taken in.
  record Unknown(String detail) implements RequestOutcome {}
}
