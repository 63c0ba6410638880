package org.tongbao.chain.rpc;

import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.Tracer;

/// Watches one transaction and tells of it.
interface TransactionTracer extends Tracer {
  /// The trace, once the transaction has been executed.
  ///
  /// @param gasLimit of the transaction, unsigned
  /// @throws RpcException when the trace was too large
  RpcResult result(Executed executed, long gasLimit);
}
