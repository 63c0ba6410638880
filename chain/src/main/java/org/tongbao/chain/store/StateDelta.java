package org.tongbao.chain.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.chain.trie.NodeChange;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What a block does to the state, as bytes: every key that changes, what it held before and what
/// it holds after.
record StateDelta(List<Write> writes, Map<Hash, Bytes> codes) {
  /// @param before null or empty when the key was not there
  /// @param after null or empty when it is removed
  record Write(Column column, Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
    /// Empty for none.
    Bytes valueBefore() {
      return before == null ? Bytes.EMPTY : before;
    }

    /// Empty for none.
    Bytes valueAfter() {
      return after == null ? Bytes.EMPTY : after;
    }
  }

  /// @param parent the state before the block, for the old values of slots
  static StateDelta of(StateChanges changes, List<NodeChange> nodes, RawState parent) {
    List<Write> writes = new ArrayList<>(nodes.size() + 3 * changes.accounts().size());
    Map<Hash, Bytes> codes = new LinkedHashMap<>();
    for (AccountChange change : changes.accounts()) {
      addAccount(writes, change);
      addStorage(writes, change, parent);
      if (change.newCode() != null && change.after() != null) {
        codes.put(change.after().codeHash(), change.newCode());
      }
    }
    for (NodeChange change : nodes) {
      writes.add(
          new Write(
              Column.NODES,
              Bytes.wrap(change.key().unsafeBytes()),
              change.before(),
              change.after()));
    }
    return new StateDelta(writes, codes);
  }

  private static void addAccount(List<Write> writes, AccountChange change) {
    if (Objects.equals(change.before(), change.after())) {
      return;
    }
    writes.add(
        new Write(
            Column.ACCOUNTS,
            Bytes.wrap(change.address().toArray()),
            Bytes.wrap(StateCodec.encode(change.before())),
            Bytes.wrap(StateCodec.encode(change.after()))));
  }

  private static void addStorage(List<Write> writes, AccountChange change, RawState parent) {
    Address address = change.address();
    if (change.storageCleared() || change.after() == null) {
      parent.forEachSlot(
          address.toArray(),
          (key, value) -> {
            U256 slot = U256.fromBytes(key, key.length - Hash.SIZE, Hash.SIZE);
            if (!change.storage().containsKey(slot)) {
              writes.add(new Write(Column.STORAGE, Bytes.wrap(key), Bytes.wrap(value), null));
            }
          });
    }
    change
        .storage()
        .forEach(
            (slot, value) -> {
              byte[] key = Keys.slot(address, slot);
              byte[] before = parent.get(Column.STORAGE, key);
              writes.add(
                  new Write(
                      Column.STORAGE,
                      Bytes.wrap(key),
                      before == null ? null : Bytes.wrap(before),
                      Bytes.wrap(StateCodec.encode(value))));
            });
  }
}
