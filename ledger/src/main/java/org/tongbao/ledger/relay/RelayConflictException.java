package org.tongbao.ledger.relay;

import org.tongbao.primitives.Hash;

/// A reference that the journal knows was given again with another content. Nothing was sent.
public final class RelayConflictException extends RuntimeException {
  private final transient Hash reference;

  public RelayConflictException(Hash reference) {
    super("The reference " + reference + " stands for something else already");
    this.reference = reference;
  }

  public Hash reference() {
    return reference;
  }
}
