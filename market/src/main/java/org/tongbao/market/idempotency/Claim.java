package org.tongbao.market.idempotency;

import java.util.UUID;

/// What asking for a key found.
sealed interface Claim {
  /// Nobody has carried the request out; the holder of `id` does now.
  record Granted(UUID id) implements Claim {}

  /// Somebody is carrying it out at this moment.
  record InFlight() implements Claim {}

  /// The key was used for something else.
  record OtherRequest() implements Claim {}

  /// It was carried out.
  record Answered(StoredAnswer answer) implements Claim {}
}
