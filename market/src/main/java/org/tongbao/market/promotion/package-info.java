/// Coupons, gift cards, recharge coupons and points: what they take off a purchase, and who pays.
@NullMarked
package org.tongbao.market.promotion;

import org.jspecify.annotations.NullMarked;
