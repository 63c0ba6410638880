package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of a shop's history.
///
/// @param actor who decided; null where the chain tells what happened
/// @param transaction on the chain, where there is one
record Decision(
    UUID id,
    Kind kind,
    @Nullable UUID actor,
    String reason,
    @Nullable String transaction,
    Instant at) {

  enum Kind {
    APPLICATION,
    RETURN,
    REFUSAL,
    APPROVAL,
    /// The chain has the shop from here on.
    LIVE,
    SUSPENSION,
    SUSPENDED,
    REINSTATEMENT,
    REINSTATED,
    /// The chain did not take a step.
    CHAIN_REFUSAL,
    BOND_WITHDRAWAL,
    PAYOUT_CHANGE
  }
}
