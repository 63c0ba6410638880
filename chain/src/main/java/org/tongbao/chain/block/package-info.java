/// Blocks and the state transition: headers, receipts, logs, the rules of the chain, and the
/// processors that execute a transaction and a block.
@NullMarked
package org.tongbao.chain.block;

import org.jspecify.annotations.NullMarked;
