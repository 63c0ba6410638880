/// Transactions that wait to be mined.
@NullMarked
package org.tongbao.chain.pool;

import org.jspecify.annotations.NullMarked;
