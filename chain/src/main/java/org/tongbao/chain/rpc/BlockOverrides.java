package org.tongbao.chain.rpc;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// What code is to see of the block instead of what is there.
final class BlockOverrides {
  private BlockOverrides() {}

  /// `difficulty` is accepted and means nothing: since the merge no instruction shows it.
  static BlockContext apply(@Nullable JsonNode node, String where, BlockContext block) {
    if (node == null) {
      return block;
    }
    var fields = new JsonFieldsReader(node, where);
    Long number = fields.number64("number");
    Long time = fields.number64("time");
    Long gasLimit = fields.number64("gasLimit");
    Address feeRecipient = fields.address("feeRecipient");
    Hash prevRandao = fields.hash("prevRandao");
    U256 baseFee = fields.quantity("baseFeePerGas");
    U256 blobBaseFee = fields.quantity("blobBaseFee");
    return new BlockContext(
        feeRecipient == null ? block.coinbase() : feeRecipient,
        number == null ? block.number() : number,
        time == null ? block.timestamp() : time,
        gasLimit == null ? block.gasLimit() : gasLimit,
        prevRandao == null ? block.prevRandao() : prevRandao,
        baseFee == null ? block.baseFee() : baseFee,
        blobBaseFee == null ? block.blobBaseFee() : blobBaseFee,
        block.chainId(),
        block.blockHashes());
  }
}
