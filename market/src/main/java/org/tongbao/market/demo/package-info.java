/// Fills a new marketplace with shops, products, buyers and orders, through the features
/// themselves, so that somebody who looks at it for the first time finds it alive.
@NullMarked
package org.tongbao.market.demo;

import org.jspecify.annotations.NullMarked;
