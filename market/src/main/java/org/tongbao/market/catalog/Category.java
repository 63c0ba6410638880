package org.tongbao.market.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A category of the platform's tree.
///
/// @param parent null at the top
/// @param position among its sisters, small ones first
/// @param version grows with each change
public record Category(UUID id, @Nullable UUID parent, Wording name, int position, int version) {}
