/// Being paid through institutions, and paying back. Knows payable references, never orders.
@NullMarked
package org.tongbao.market.payment;

import org.jspecify.annotations.NullMarked;
