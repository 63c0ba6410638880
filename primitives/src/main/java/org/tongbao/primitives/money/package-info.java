/// Amounts of money: integer minor units with their currency.
@NullMarked
package org.tongbao.primitives.money;

import org.jspecify.annotations.NullMarked;
