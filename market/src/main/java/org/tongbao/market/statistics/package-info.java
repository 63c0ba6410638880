/// What shops sell, day by day, and how many look before they buy.
@NullMarked
package org.tongbao.market.statistics;

import org.jspecify.annotations.NullMarked;
