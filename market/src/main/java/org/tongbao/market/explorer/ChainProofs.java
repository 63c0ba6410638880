package org.tongbao.market.explorer;

import java.util.Map;
import org.tongbao.primitives.Hash;

/// Proofs of what the chain says, in the form of `docs/verify.md`. The application makes them: it
/// has the tries.
public interface ChainProofs {
  /// That the receipt of a transaction is in its block.
  ///
  /// @throws org.tongbao.market.error.DomainException with [ExplorerError#NO_TRANSACTION] or
  ///   [ExplorerError#NODE_AWAY]
  Map<String, Object> ofTransaction(Hash transaction);

  /// What the contract has stored of a seller order.
  ///
  /// @throws org.tongbao.market.error.DomainException with [ExplorerError#NO_ORDER] or
  ///   [ExplorerError#NODE_AWAY]
  Map<String, Object> ofOrder(Hash reference);
}
