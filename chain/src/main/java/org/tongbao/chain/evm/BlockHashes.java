package org.tongbao.chain.evm;

import org.tongbao.primitives.Hash;

/// Hashes of earlier blocks for BLOCKHASH. The instruction itself asks only for the 256 blocks
/// before the current one.
@FunctionalInterface
public interface BlockHashes {
  /// Knows no block.
  BlockHashes NONE = number -> Hash.ZERO;

  /// The hash of the block with this number; [Hash#ZERO] when unknown.
  Hash of(long number);
}
