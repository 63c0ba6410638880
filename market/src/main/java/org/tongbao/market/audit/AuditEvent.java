package org.tongbao.market.audit;

import java.time.Instant;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// An event of one of our contracts and where it stands in the chain.
///
/// @param emitter the contract
/// @param logIndex of the log in its block
/// @param at the time of its block
public record AuditEvent(
    Address emitter,
    ContractEvent event,
    Hash transaction,
    long logIndex,
    long block,
    Hash blockHash,
    Instant at) {
  /// The event's name as the contract declares it.
  public String name() {
    return event.getClass().getSimpleName();
  }

  String place() {
    return "%s in block %d, transaction %s".formatted(name(), block, transaction);
  }
}
