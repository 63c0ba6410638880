package org.tongbao.ledger.rpc;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// An event as the chain keeps it.
///
/// @param index of the log in its block
public record LogEntry(
    Address address, List<Hash> topics, Bytes data, BlockId block, Hash transaction, int index) {
  public LogEntry {
    topics = List.copyOf(topics);
  }

  static LogEntry read(JsonNode json) {
    List<Hash> topics = new ArrayList<>();
    for (JsonNode topic : json.path("topics")) {
      topics.add(JsonFields.hash(topic));
    }
    return new LogEntry(
        JsonFields.address(json.path("address")),
        topics,
        JsonFields.bytes(json.path("data")),
        new BlockId(
            JsonFields.number(json.path("blockNumber")), JsonFields.hash(json.path("blockHash"))),
        JsonFields.hash(json.path("transactionHash")),
        Math.toIntExact(JsonFields.number(json.path("logIndex"))));
  }
}
