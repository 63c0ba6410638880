/// What somebody means to buy.
@NullMarked
package org.tongbao.market.cart;

import org.jspecify.annotations.NullMarked;
