package org.tongbao.ledger.relay;

import org.tongbao.primitives.Hash;

/// A transaction did not get into the chain, however often it was sent, or another relayer of the
/// journal does not end its batch. Everything stays in the journal: the next step goes on with it.
public final class RelayStalledException extends RuntimeException {
  RelayStalledException(Hash transaction) {
    super("Not mined: " + transaction);
  }

  RelayStalledException(String message) {
    super(message);
  }
}
