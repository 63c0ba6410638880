package org.tongbao.chain.block;

/// The table of forks: what each changes in the state transition. A later fork is a new row.
public enum Fork {
  /// The rules of Ethereum's Osaka fork.
  OSAKA(1 << 24, 6, 8 * 1024 * 1024, 5);

  private final long maxTransactionGas;
  private final int maxTransactionBlobs;
  private final int maxBlockBytes;
  private final long refundQuotient;

  Fork(long maxTransactionGas, int maxTransactionBlobs, int maxBlockBytes, long refundQuotient) {
    this.maxTransactionGas = maxTransactionGas;
    this.maxTransactionBlobs = maxTransactionBlobs;
    this.maxBlockBytes = maxBlockBytes;
    this.refundQuotient = refundQuotient;
  }

  /// The highest gas limit of a transaction (EIP-7825).
  public long maxTransactionGas() {
    return maxTransactionGas;
  }

  /// The most blobs of a transaction (EIP-7594).
  public int maxTransactionBlobs() {
    return maxTransactionBlobs;
  }

  /// The longest encoding of a block (EIP-7934).
  public int maxBlockBytes() {
    return maxBlockBytes;
  }

  /// At most this part of the gas used is refunded (EIP-3529).
  public long refundQuotient() {
    return refundQuotient;
  }
}
