/// The one door to the chain: everybody's accounts, the outbox, and what the chain says.
@NullMarked
package org.tongbao.market.onchain;

import org.jspecify.annotations.NullMarked;
