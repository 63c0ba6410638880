package org.tongbao.market.idempotency;

/// What asking for a key found.
sealed interface Claim {
  /// Nobody has carried the request out, and until the transaction ends nobody else does.
  record Granted() implements Claim {}

  /// Somebody is carrying it out at this moment.
  record InFlight() implements Claim {}

  /// The key was used for something else.
  record OtherRequest() implements Claim {}

  /// It was carried out.
  record Answered(StoredAnswer answer) implements Claim {}
}
