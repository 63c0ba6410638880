package org.tongbao.chain.rpc;

import static org.tongbao.chain.rpc.JsonValues.quantity;

import java.util.List;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.core.JsonGenerator;

/// A block as the `eth_getBlockBy…` methods show it.
final class BlockJson {
  private BlockJson() {}

  static void write(JsonGenerator out, Block block, boolean fullTransactions) {
    BlockHeader header = block.header();
    out.writeStartObject();
    HeaderJson.writeFields(out, header);
    quantity(out, "size", block.encodedSize());
    out.writeArrayPropertyStart("uncles");
    out.writeEndArray();
    out.writeArrayPropertyStart("withdrawals");
    out.writeEndArray();
    out.writeArrayPropertyStart("transactions");
    List<Transaction> transactions = block.transactions();
    for (int i = 0; i < transactions.size(); i++) {
      if (fullTransactions) {
        TransactionJson.write(out, transactions.get(i), header, i);
      } else {
        JsonValues.hash(out, transactions.get(i).hash());
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
