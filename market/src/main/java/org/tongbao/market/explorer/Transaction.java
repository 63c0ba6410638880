package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A transaction in a block, with what it asked for and what came of it.
///
/// @param to null when it made a contract
/// @param call what it asks of a contract of ours, such as `execute`; empty otherwise
/// @param carried the calls in a batch of signed intents
public record Transaction(
    Hash hash,
    long block,
    Hash blockHash,
    Instant at,
    int index,
    Party from,
    @Nullable Party to,
    U256 valueWei,
    String call,
    List<Call> carried,
    boolean succeeded,
    long gasUsed,
    List<Event> events) {
  public Transaction {
    carried = List.copyOf(carried);
    events = List.copyOf(events);
  }

  /// One call of a batch.
  public record Call(Party contract, String name) {}
}
