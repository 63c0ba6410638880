package org.tongbao.ledger.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What a relayer must not forget: which items it took on, which transactions it signed for them,
/// and what came of them. Every method is durable when it returns; that is what makes a crash
/// harmless.
///
/// An item waits, is in the one unfinished batch of a relayer's account, or has a result.
/// Thread-safe.
public interface RelayJournal {
  /// An item and what came of it.
  ///
  /// @param result null while there is none
  record Entry(RelayItem item, @Nullable RelayResult result) {
    /// Whether this item may be tried in place of the entry's.
    public boolean canBeReplacedBy(RelayItem other) {
      return result instanceof RelayResult.Failed && item.content().equals(other.content());
    }
  }

  /// Takes an item on, before anything is sent. An item whose reference is known is not changed,
  /// unless it failed and has the same content: then the new one, perhaps signed anew, waits in its
  /// place.
  ///
  /// @return the entry as it now stands, which may have another content
  Entry accept(RelayItem item);

  Optional<Entry> find(Hash reference);

  /// Items that wait, oldest first.
  List<RelayItem> waiting(int limit);

  /// The batch of this account that has no outcome yet.
  Optional<RelayBatch> unfinished(Address relayer);

  /// Stores a batch before its last attempt is sent: a new one of items that wait, or the
  /// unfinished one with one attempt more.
  ///
  /// @return false, with nothing stored, when an item does not wait any more: another relayer of
  ///   this journal has taken it
  /// @throws IllegalStateException when the account has another batch under way
  boolean begin(RelayBatch batch);

  /// Ends the account's batch. Items of it without a result wait again.
  void finish(Address relayer, Map<Hash, RelayResult> results);

  /// Puts an item that has a result back among those that wait, since the chain lost it.
  void reopen(Hash reference);
}
