/// What users own: balances, recharges, withdrawals, the statement, and the key to all of it.
@NullMarked
package org.tongbao.market.wallet;

import org.jspecify.annotations.NullMarked;
