package org.tongbao.market.catalog;

import java.util.UUID;

/// A variant came into stock or ran out. Whoever keeps the stock publishes it, in the transaction
/// that made the difference, and only when it did make one.
public record AvailabilityChanged(UUID variant, UUID product, boolean available) {}
