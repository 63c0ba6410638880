/// Deposits on the chain and the reserve behind them.
@NullMarked
package org.tongbao.market.treasury;

import org.jspecify.annotations.NullMarked;
