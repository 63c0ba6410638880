package org.tongbao.chain.block;

import org.tongbao.primitives.U256;

/// The settings of a chain that decide what a valid block is, the proof of work aside.
///
/// @param fork the fork in force from genesis on
/// @param blobs the blob schedule in force; the default network has no blobs but keeps the prices
public record ChainRules(U256 chainId, Fork fork, BaseFee baseFee, BlobSchedule blobs) {
  public ChainRules {
    if (chainId.isZero()) {
      throw new IllegalArgumentException("chain id 0 would not protect against replays");
    }
  }

  /// Osaka with its blob schedule and free gas.
  public static ChainRules freeGas(U256 chainId) {
    return new ChainRules(chainId, Fork.OSAKA, BaseFee.NONE, BlobSchedule.OSAKA);
  }

  /// Osaka with its blob schedule and a base fee that follows demand.
  public static ChainRules eip1559(U256 chainId) {
    return new ChainRules(chainId, Fork.OSAKA, BaseFee.Eip1559.ETHEREUM, BlobSchedule.OSAKA);
  }
}
