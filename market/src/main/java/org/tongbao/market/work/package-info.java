/// Carrying out rows that are due, outside of the transactions that made them.
@NullMarked
package org.tongbao.market.work;

import org.jspecify.annotations.NullMarked;
