package org.tongbao.chain.rpc;

import static org.tongbao.chain.rpc.JsonValues.address;
import static org.tongbao.chain.rpc.JsonValues.data;
import static org.tongbao.chain.rpc.JsonValues.hash;
import static org.tongbao.chain.rpc.JsonValues.quantity;

import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Log;
import org.tongbao.primitives.Hash;
import tools.jackson.core.JsonGenerator;

/// A log with its place in the chain.
///
/// @param transactionIndex of its transaction in the block
/// @param logIndex in the block
/// @param removed whether a reorganisation took it back
record LogJson(
    Log log,
    BlockHeader block,
    Hash transactionHash,
    int transactionIndex,
    int logIndex,
    boolean removed) {

  /// The least that it takes as text.
  long bytes() {
    return 400 + 2L * log.data().size() + 68L * log.topics().size();
  }

  void writeTo(JsonGenerator out) {
    out.writeStartObject();
    address(out, "address", log.address());
    out.writeArrayPropertyStart("topics");
    log.topics().forEach(topic -> hash(out, topic));
    out.writeEndArray();
    data(out, "data", log.data());
    hash(out, "blockHash", block.hash());
    quantity(out, "blockNumber", block.number());
    quantity(out, "blockTimestamp", block.timestamp());
    hash(out, "transactionHash", transactionHash);
    quantity(out, "transactionIndex", transactionIndex);
    quantity(out, "logIndex", logIndex);
    out.writeBooleanProperty("removed", removed);
    out.writeEndObject();
  }
}
