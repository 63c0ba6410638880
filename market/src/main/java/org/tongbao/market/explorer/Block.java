package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.List;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A block of the chain.
///
/// @param miner who has the reward
/// @param sizeBytes of its encoding
/// @param transactions in the block's order
public record Block(
    long number,
    Hash hash,
    Hash parent,
    Instant at,
    Party miner,
    U256 difficulty,
    long gasUsed,
    long gasLimit,
    long sizeBytes,
    Hash stateRoot,
    Hash receiptsRoot,
    List<Hash> transactions) {
  public Block {
    transactions = List.copyOf(transactions);
  }
}
