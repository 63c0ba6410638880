package org.tongbao.chain.trie;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What a block does to the tries.
///
/// @param root the new state root
/// @param changes every place that has another node than before, each once
public record StateUpdate(Hash root, List<NodeChange> changes) {
  public StateUpdate {
    changes = List.copyOf(changes);
  }

  /// The state after this update, on top of the store it was computed from: for executing the next
  /// block before this one is written.
  public NodeStore over(NodeStore base) {
    Map<NodeKey, @Nullable Bytes> written = HashMap.newHashMap(changes.size());
    for (NodeChange change : changes) {
      written.put(change.key(), change.after());
    }
    return (key, hash) -> {
      if (written.containsKey(key)) {
        Bytes node = written.get(key);
        return node == null ? null : node.unsafeArray();
      }
      return base.get(key, hash);
    };
  }
}
