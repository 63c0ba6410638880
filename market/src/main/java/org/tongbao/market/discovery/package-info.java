/// What leads people to products: what others bought together, what they looked at, what they keep.
@NullMarked
package org.tongbao.market.discovery;

import org.jspecify.annotations.NullMarked;
