/// HTTP and WebSocket on one port in front of an [org.tongbao.chain.rpc.RpcEndpoint].
@NullMarked
package org.tongbao.chain.rpc.server;

import org.jspecify.annotations.NullMarked;
