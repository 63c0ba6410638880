/// From a cart to an order: the whole price, and confirming it.
@NullMarked
package org.tongbao.market.checkout;

import org.jspecify.annotations.NullMarked;
