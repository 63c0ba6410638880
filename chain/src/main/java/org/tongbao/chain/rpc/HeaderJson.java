package org.tongbao.chain.rpc;

import static org.tongbao.chain.rpc.JsonValues.address;
import static org.tongbao.chain.rpc.JsonValues.data;
import static org.tongbao.chain.rpc.JsonValues.hash;
import static org.tongbao.chain.rpc.JsonValues.quantity;

import org.tongbao.chain.block.BlockHeader;
import tools.jackson.core.JsonGenerator;

/// The fields of a header as blocks and `newHeads` notifications show them.
final class HeaderJson {
  private HeaderJson() {}

  static void writeFields(JsonGenerator out, BlockHeader header) {
    quantity(out, "number", header.number());
    hash(out, "hash", header.hash());
    hash(out, "parentHash", header.parentHash());
    data(out, "nonce", header.nonce());
    hash(out, "mixHash", header.mixHash());
    hash(out, "sha3Uncles", header.ommersHash());
    data(out, "logsBloom", header.logsBloom().toBytes());
    hash(out, "transactionsRoot", header.transactionsRoot());
    hash(out, "stateRoot", header.stateRoot());
    hash(out, "receiptsRoot", header.receiptsRoot());
    address(out, "miner", header.coinbase());
    quantity(out, "difficulty", header.difficulty());
    data(out, "extraData", header.extraData());
    quantity(out, "gasLimit", header.gasLimit());
    quantity(out, "gasUsed", header.gasUsed());
    quantity(out, "timestamp", header.timestamp());
    quantity(out, "baseFeePerGas", header.baseFeePerGas());
    hash(out, "withdrawalsRoot", header.withdrawalsRoot());
    quantity(out, "blobGasUsed", header.blobGasUsed());
    quantity(out, "excessBlobGas", header.excessBlobGas());
    hash(out, "parentBeaconBlockRoot", header.parentBeaconBlockRoot());
    hash(out, "requestsHash", header.requestsHash());
  }
}
