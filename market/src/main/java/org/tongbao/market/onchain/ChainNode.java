package org.tongbao.market.onchain;

import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.primitives.Address;

/// The node that the marketplace uses, as the application gives it: in this process or elsewhere.
public interface ChainNode {
  /// Called before anything is sent.
  ///
  /// @param relayer signs the marketplace's transactions: who earns blocks, if they are mined here
  void begin(Address relayer);

  /// A connection; the caller closes it.
  RpcTransport connect();

  /// Sees to it that the account can pay for transactions, where they cost something.
  ///
  /// @param account an account of the platform
  void fund(Signer account);

  /// Runs this at every new head that the node tells of, until the result is closed. A node that
  /// tells nothing is asked from time to time.
  AutoCloseable onNewHead(Runnable listener);
}
