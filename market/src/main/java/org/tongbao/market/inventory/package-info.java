/// How much of each variant there is, and what is held for somebody who is about to pay.
@NullMarked
package org.tongbao.market.inventory;

import org.jspecify.annotations.NullMarked;
