/// Ids of what the marketplace keeps.
@NullMarked
package org.tongbao.market.id;

import org.jspecify.annotations.NullMarked;
