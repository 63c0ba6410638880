package org.tongbao.chain.trie;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The nodes of one state in memory. Reads are thread-safe; a write must not run beside a read that
/// needs the whole state.
public final class MemoryNodeStore implements NodeStore {
  private final Map<NodeKey, Bytes> nodes = new ConcurrentHashMap<>();

  @Override
  public byte @Nullable [] get(NodeKey key, Hash hash) {
    Bytes node = nodes.get(key);
    return node == null ? null : node.unsafeArray();
  }

  /// Moves on to the state after `changes`.
  public void apply(List<NodeChange> changes) {
    changes.forEach(change -> put(change.key(), change.after()));
  }

  /// Moves back to the state before `changes`, which were the last ones applied.
  public void undo(List<NodeChange> changes) {
    changes.forEach(change -> put(change.key(), change.before()));
  }

  /// The number of nodes stored.
  public int size() {
    return nodes.size();
  }

  private void put(NodeKey key, @Nullable Bytes node) {
    if (node == null) {
      nodes.remove(key);
    } else {
      nodes.put(key, node);
    }
  }
}
