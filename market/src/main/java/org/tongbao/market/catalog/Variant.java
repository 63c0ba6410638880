package org.tongbao.market.catalog;

import java.util.UUID;

/// One of the things that a product is sold as.
public record Variant(UUID id, VariantContent content) {}
