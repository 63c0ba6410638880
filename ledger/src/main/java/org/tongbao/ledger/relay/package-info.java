/// Brings signed intents to the chain, each once.
@NullMarked
package org.tongbao.ledger.relay;

import org.jspecify.annotations.NullMarked;
