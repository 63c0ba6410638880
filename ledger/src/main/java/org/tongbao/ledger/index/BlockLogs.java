package org.tongbao.ledger.index;

import java.time.Instant;
import java.util.List;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.LogEntry;

/// A block and the logs of the followed contracts in it, in the order in which they happened.
public record BlockLogs(BlockId id, Instant timestamp, List<LogEntry> logs) {
  public BlockLogs {
    logs = List.copyOf(logs);
  }
}
