package org.tongbao.ledger.relay;

import org.tongbao.primitives.Hash;

/// A transaction did not get into the chain, however often it was sent. It stays in the journal:
/// the next step goes on with it.
public final class RelayStalledException extends RuntimeException {
  public RelayStalledException(Hash transaction) {
    super("Not mined: " + transaction);
  }
}
