package org.tongbao.market.treasury;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Money;

/// Money that the platform gave to the account which pays for campaigns and points.
///
/// @param refusal why the chain refused it, where it did
/// @param transaction in which it arrived; null before that
record SponsorFunding(
    UUID id,
    Source source,
    Money amount,
    State state,
    @Nullable String refusal,
    @Nullable String transaction,
    Instant at) {
  /// Where the money comes from.
  enum Source {
    /// What the platform has of its own at institutions.
    OWN_MONEY,
    /// The fees that orders have paid.
    FEES
  }

  enum State {
    PENDING,
    DONE,
    REFUSED
  }
}
