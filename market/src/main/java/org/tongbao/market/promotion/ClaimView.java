package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A claim of units: they are there once the chain has `ISSUED` them.
public record ClaimView(
    UUID id,
    UUID campaign,
    long units,
    Claims.Claim.State state,
    @Nullable String refusal,
    Instant at) {
  static ClaimView of(Claims.Claim claim) {
    return new ClaimView(
        claim.id(), claim.campaign(), claim.units(), claim.state(), claim.refusal(), claim.at());
  }
}
