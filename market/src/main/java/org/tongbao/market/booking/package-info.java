/// Services that are booked: when they can be had, who has which slot, and what becomes of it.
@NullMarked
package org.tongbao.market.booking;

import org.jspecify.annotations.NullMarked;
