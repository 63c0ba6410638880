package org.tongbao.ledger.rpc;

import java.time.Instant;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// What the ledger needs of a block's header.
///
/// @param baseFeePerGas wei; zero where gas is free
public record BlockHead(
    BlockId id, Hash parentHash, Instant timestamp, long gasLimit, U256 baseFeePerGas) {
  static BlockHead read(JsonNode json) {
    JsonNode baseFee = json.path("baseFeePerGas");
    return new BlockHead(
        new BlockId(JsonFields.number(json.path("number")), JsonFields.hash(json.path("hash"))),
        JsonFields.hash(json.path("parentHash")),
        JsonFields.time(json.path("timestamp")),
        JsonFields.number(json.path("gasLimit")),
        baseFee.isString() ? JsonFields.quantity(baseFee) : U256.ZERO);
  }
}
