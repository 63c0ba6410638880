/// Orders: one number for what a buyer confirmed, one seller order for each merchant in it. Each
/// seller order has its escrow on the chain, whose state the rows here follow.
@NullMarked
package org.tongbao.market.order;

import org.jspecify.annotations.NullMarked;
