package org.tongbao.market.catalog;

import java.util.UUID;

/// A product, one of its variants or a price was made, changed or taken away. Published in the
/// transaction of the change, once for each product.
public record ProductChanged(UUID product) {}
