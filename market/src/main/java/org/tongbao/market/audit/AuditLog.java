package org.tongbao.market.audit;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// A log as the chain has it.
///
/// @param index of the log in its block
public record AuditLog(
    Address emitter, List<Hash> topics, Bytes data, Hash transaction, long index) {
  public AuditLog {
    topics = List.copyOf(topics);
  }
}
