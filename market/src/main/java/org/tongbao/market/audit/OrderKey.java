package org.tongbao.market.audit;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// A seller order: each version of the contract has orders of its own.
public record OrderKey(Address orders, Hash id) {
  @Override
  public String toString() {
    return "order " + id;
  }
}
