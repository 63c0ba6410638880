package org.tongbao.chain.evm;

/// The instruction that opened a frame; the outermost is a `CALL` or a `CREATE`.
public enum CallKind {
  CALL,
  CALLCODE,
  DELEGATECALL,
  STATICCALL,
  CREATE,
  CREATE2;

  /// Whether the frame runs initialisation code.
  public boolean isCreate() {
    return this == CREATE || this == CREATE2;
  }
}
