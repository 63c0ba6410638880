/// The node's JSON-RPC: methods, subscriptions and their limits, independent of any transport.
@NullMarked
package org.tongbao.chain.rpc;

import org.jspecify.annotations.NullMarked;
