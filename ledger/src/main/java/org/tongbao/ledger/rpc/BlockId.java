package org.tongbao.ledger.rpc;

import org.tongbao.primitives.Hash;

/// One certain block.
public record BlockId(long number, Hash hash) {
  @Override
  public String toString() {
    return number + " " + hash;
  }
}
