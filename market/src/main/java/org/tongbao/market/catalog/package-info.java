/// What merchants offer: categories, products, their variants and prices.
@NullMarked
package org.tongbao.market.catalog;

import org.jspecify.annotations.NullMarked;
