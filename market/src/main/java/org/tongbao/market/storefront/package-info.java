/// The pages on which people look around: the first page, lists of products, a product, a shop.
@NullMarked
package org.tongbao.market.storefront;

import org.jspecify.annotations.NullMarked;
