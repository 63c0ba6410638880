package org.tongbao.chain.rpc;

import static org.tongbao.chain.rpc.JsonValues.address;
import static org.tongbao.chain.rpc.JsonValues.data;
import static org.tongbao.chain.rpc.JsonValues.hash;
import static org.tongbao.chain.rpc.JsonValues.quantity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlobSchedule;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.core.JsonGenerator;

/// A receipt with what its transaction and its place in the block add to it.
///
/// @param index of the transaction in the block
/// @param gasUsed by this transaction alone
/// @param firstLogIndex the index in the block of its first log
/// @param blobBaseFee of the block
record ReceiptJson(
    Transaction transaction,
    Receipt receipt,
    BlockHeader block,
    int index,
    long gasUsed,
    int firstLogIndex,
    U256 blobBaseFee) {

  void writeTo(JsonGenerator out) {
    out.writeStartObject();
    hash(out, "transactionHash", transaction.hash());
    quantity(out, "transactionIndex", index);
    hash(out, "blockHash", block.hash());
    quantity(out, "blockNumber", block.number());
    address(out, "from", transaction.sender());
    address(out, "to", transaction.to());
    address(out, "contractAddress", createdContract());
    quantity(out, "type", receipt.type());
    quantity(out, "status", receipt.succeeded() ? 1 : 0);
    quantity(out, "gasUsed", gasUsed);
    quantity(out, "cumulativeGasUsed", receipt.cumulativeGasUsed());
    quantity(out, "effectiveGasPrice", transaction.effectiveGasPrice(block.baseFeePerGas()));
    if (transaction.type() == 3) {
      quantity(
          out, "blobGasUsed", transaction.blobVersionedHashes().size() * BlobSchedule.GAS_PER_BLOB);
      quantity(out, "blobGasPrice", blobBaseFee);
    }
    data(out, "logsBloom", receipt.bloom().toBytes());
    writeLogs(out);
    out.writeEndObject();
  }

  private void writeLogs(JsonGenerator out) {
    out.writeArrayPropertyStart("logs");
    List<Log> logs = receipt.logs();
    for (int i = 0; i < logs.size(); i++) {
      new LogJson(logs.get(i), block, transaction.hash(), index, firstLogIndex + i, false)
          .writeTo(out);
    }
    out.writeEndArray();
  }

  private @Nullable Address createdContract() {
    Address sender = transaction.sender();
    return transaction.to() == null && sender != null
        ? Address.create(sender, transaction.nonce())
        : null;
  }
}
