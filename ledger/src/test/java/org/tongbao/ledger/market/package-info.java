/// The whole ledger at work, against our node and against anvil.
@NullMarked
package org.tongbao.ledger.market;

import org.jspecify.annotations.NullMarked;
