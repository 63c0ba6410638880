package org.tongbao.ledger.rpc;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// What came of a mined transaction.
public record TransactionReceipt(
    Hash transaction, BlockId block, boolean succeeded, long gasUsed, List<LogEntry> logs) {
  public TransactionReceipt {
    logs = List.copyOf(logs);
  }

  static TransactionReceipt read(JsonNode json) {
    List<LogEntry> logs = new ArrayList<>();
    for (JsonNode log : json.path("logs")) {
      logs.add(LogEntry.read(log));
    }
    return new TransactionReceipt(
        JsonFields.hash(json.path("transactionHash")),
        new BlockId(
            JsonFields.number(json.path("blockNumber")), JsonFields.hash(json.path("blockHash"))),
        JsonFields.number(json.path("status")) == 1,
        JsonFields.number(json.path("gasUsed")),
        logs);
  }
}
