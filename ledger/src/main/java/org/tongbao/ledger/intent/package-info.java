/// What accounts sign: EIP-712 intents for every action of the contracts.
@NullMarked
package org.tongbao.ledger.intent;

import org.jspecify.annotations.NullMarked;
