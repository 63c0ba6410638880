/// Bringing merchants, products, customers and orders in from files, and living those orders
/// through again by the features themselves.
@NullMarked
package org.tongbao.market.replay;

import org.jspecify.annotations.NullMarked;
