/// Transactions of one account: made, sent and awaited so that a lost answer does no harm.
@NullMarked
package org.tongbao.ledger.tx;

import org.jspecify.annotations.NullMarked;
