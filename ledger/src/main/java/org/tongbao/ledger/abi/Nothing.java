package org.tongbao.ledger.abi;

/// The result of a function that returns nothing.
public enum Nothing {
  NOTHING
}
