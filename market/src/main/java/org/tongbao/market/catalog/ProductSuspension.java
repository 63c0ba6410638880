package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.UserId;

/// That the platform has taken a product off sale.
///
/// @param wasOnSale whether it was on sale until then
/// @param end null as long as it holds
public record ProductSuspension(
    UUID id,
    UUID product,
    String reason,
    boolean wasOnSale,
    UserId by,
    Instant at,
    @Nullable End end) {

  /// That it was lifted.
  public record End(String reason, UserId by, Instant at) {}
}
