package org.tongbao.chain.trie;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpWriter;

/// Roots of ordered lists: the transactions and receipts of a block (Yellow Paper §4.3.2). The key
/// of an item is the RLP of its index. Nothing is stored.
public final class ListTrie {
  private ListTrie() {}

  public static Hash root(List<Bytes> items) {
    TreeMap<Bytes, @Nullable Bytes> updates = new TreeMap<>();
    for (int i = 0; i < items.size(); i++) {
      updates.put(new RlpWriter(16).uint(i).toBytes(), items.get(i));
    }
    NodeSource nothing = NodeSource.of(NodeStore.EMPTY, new NodeCache(0), null);
    Node root =
        new TrieUpdater(nothing, Batch.of(updates)).updateRoot(null, ChangeLog.forgetting());
    return root == null ? Hash.EMPTY_TRIE_ROOT : root.hash();
  }
}
