/// A whole node in one process: chain, pool, miner and JSON-RPC, and the command that runs it.
@NullMarked
package org.tongbao.chain.node;

import org.jspecify.annotations.NullMarked;
