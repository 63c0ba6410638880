package org.tongbao.market.catalog;

import java.util.UUID;

/// A product is rated otherwise than before. Whoever keeps the reviews publishes it, in the
/// transaction that made the difference.
///
/// @param starsSum of all reviews that count
/// @param reviews how many they are
public record RatingChanged(UUID product, long starsSum, int reviews) {}
