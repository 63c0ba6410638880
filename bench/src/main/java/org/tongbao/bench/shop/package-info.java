/// Clients that use a whole marketplace as buyers and merchants do: over its REST API, each on a
/// connection of its own.
@NullMarked
package org.tongbao.bench.shop;

import org.jspecify.annotations.NullMarked;
