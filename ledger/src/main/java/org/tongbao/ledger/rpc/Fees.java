package org.tongbao.ledger.rpc;

import org.tongbao.primitives.U256;

/// What a transaction offers for gas, in wei per unit (EIP-1559).
public record Fees(U256 maxFeePerGas, U256 maxPriorityFeePerGas) {
  private static final U256 TWO = U256.of(2);
  private static final U256 EIGHT = U256.of(8);

  public Fees {
    if (maxPriorityFeePerGas.compareTo(maxFeePerGas) > 0) {
      throw new IllegalArgumentException("the tip is above the whole fee");
    }
  }

  /// Room for the base fee to double.
  static Fees over(U256 baseFee, U256 tip) {
    return new Fees(baseFee.mul(TWO).add(tip), tip);
  }

  /// An eighth more and at least one wei, as nodes ask for before they replace a transaction.
  public Fees raised() {
    return new Fees(raised(maxFeePerGas), raised(maxPriorityFeePerGas));
  }

  private static U256 raised(U256 wei) {
    return wei.add(wei.div(EIGHT)).add(U256.ONE);
  }
}
