package org.tongbao.chain.block;

import org.tongbao.primitives.U256;

/// What a chain asks for a unit of gas.
public sealed interface BaseFee {
  /// Gas is free: users never need the native coin.
  BaseFee NONE = new Free();

  /// The base fee of the genesis block.
  U256 initial();

  /// The base fee of the block after `parent`.
  U256 after(BlockHeader parent);

  /// Always zero.
  record Free() implements BaseFee {
    @Override
    public U256 initial() {
      return U256.ZERO;
    }

    @Override
    public U256 after(BlockHeader parent) {
      return U256.ZERO;
    }
  }

  /// Follows the demand (EIP-1559).
  ///
  /// @param initial in wei
  /// @param elasticity the gas limit is this many times the target
  /// @param changeDenominator a full block raises the fee by `(elasticity − 1) / changeDenominator`
  record Eip1559(U256 initial, long elasticity, long changeDenominator) implements BaseFee {
    /// As on Ethereum, beginning at 1 gwei.
    public static final Eip1559 ETHEREUM = new Eip1559(U256.of(1_000_000_000), 2, 8);

    public Eip1559 {
      if (elasticity < 1 || changeDenominator < 1) {
        throw new IllegalArgumentException(
            "not a base fee rule: elasticity %d, denominator %d"
                .formatted(elasticity, changeDenominator));
      }
    }

    @Override
    public U256 after(BlockHeader parent) {
      U256 fee = parent.baseFeePerGas();
      long target = Math.max(1, parent.gasLimit() / elasticity);
      long used = parent.gasUsed();
      if (used == target) {
        return fee;
      }
      U256 change =
          fee.mulExact(U256.of(Math.abs(used - target)))
              .div(U256.of(target))
              .div(U256.of(changeDenominator));
      return used > target ? fee.addExact(change.max(U256.ONE)) : fee.sub(change.min(fee));
    }
  }
}
