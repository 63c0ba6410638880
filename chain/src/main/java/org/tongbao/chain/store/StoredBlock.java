package org.tongbao.chain.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.primitives.U256;

/// A block with what belongs to it.
///
/// @param seal null for the genesis block alone
/// @param totalWork the difficulties of all blocks up to it added up
/// @param receipts one for each transaction
public record StoredBlock(
    Block block, @Nullable AuxPow seal, U256 totalWork, List<Receipt> receipts) {
  public StoredBlock {
    receipts = List.copyOf(receipts);
  }
}
