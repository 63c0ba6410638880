package org.tongbao.ledger.relay;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Items that go into one transaction, and the signed forms of that transaction. All were stored
/// before they were sent; at most one of them is ever mined, or if the nonce was taken by something
/// else, none.
///
/// @param references of the items, in the order of the calls
/// @param attempts oldest first; never empty
public record RelayBatch(Address relayer, List<Hash> references, List<Attempt> attempts) {
  /// A signed transaction.
  public record Attempt(Hash transaction, long nonce, Bytes encoded) {}

  public RelayBatch {
    references = List.copyOf(references);
    attempts = List.copyOf(attempts);
    if (references.isEmpty() || attempts.isEmpty()) {
      throw new IllegalArgumentException("a batch of nothing");
    }
  }

  public Attempt lastAttempt() {
    return attempts.getLast();
  }

  RelayBatch with(Attempt attempt) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return new RelayBatch(relayer, references, all);
  }
}
