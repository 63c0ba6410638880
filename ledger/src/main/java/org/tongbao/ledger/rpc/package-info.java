/// Ethereum JSON-RPC: transports, the client, and what it answers as types.
@NullMarked
package org.tongbao.ledger.rpc;

import org.jspecify.annotations.NullMarked;
