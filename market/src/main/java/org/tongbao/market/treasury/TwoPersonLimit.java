package org.tongbao.market.treasury;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.money.Currency;

/// Above which amount withdrawals of a currency need two people, and what was proposed last.
///
/// @param since null while it was never set and is 0
record TwoPersonLimit(
    Currency currency,
    BigInteger limitMinor,
    @Nullable Instant since,
    @Nullable String transaction,
    @Nullable Proposal proposal) {

  /// A change that was proposed.
  ///
  /// @param readyAt when the timelock lets it be carried out; null until the chain has heard of it
  record Proposal(
      UUID id,
      Currency currency,
      long limitMinor,
      State state,
      UUID proposedBy,
      Instant proposedAt,
      @Nullable Instant readyAt,
      @Nullable Instant endedAt,
      @Nullable String transaction) {}

  /// Where a proposal stands.
  enum State {
    ASKED,
    WAITING,
    DONE,
    CANCELLED
  }
}
