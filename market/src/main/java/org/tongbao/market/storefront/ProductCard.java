package org.tongbao.market.storefront;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A product as lists show it.
///
/// @param picture the hash of its first picture; null without one
/// @param price the lowest; null where it is not sold in the visitor's currency
/// @param from whether its variants differ in price
public record ProductCard(
    UUID id,
    String title,
    @Nullable String picture,
    @Nullable String price,
    boolean from,
    UUID shop,
    String shopName,
    boolean inStock,
    boolean service) {}
