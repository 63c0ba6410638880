package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.UserId;

/// That a price was set, changed or taken away.
///
/// @param beforeMinor null when there was none
/// @param afterMinor null when there is none any more
record PriceChange(
    UUID id,
    UUID variant,
    String sku,
    String currency,
    @Nullable Long beforeMinor,
    @Nullable Long afterMinor,
    UserId changedBy,
    Instant changedAt) {}
