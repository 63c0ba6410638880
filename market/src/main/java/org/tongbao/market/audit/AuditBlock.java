package org.tongbao.market.audit;

import java.time.Instant;
import java.util.List;
import org.tongbao.primitives.Hash;

/// A block, its transactions, and all logs in it, of whatever contract, in their order.
public record AuditBlock(
    long number, Hash hash, Instant at, List<AuditTransaction> transactions, List<AuditLog> logs) {
  public AuditBlock {
    transactions = List.copyOf(transactions);
    logs = List.copyOf(logs);
  }
}
