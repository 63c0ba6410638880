package org.tongbao.chain.trie;

import java.util.List;
import org.tongbao.chain.trie.Batch.Update;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpWriter;

/// Roots of ordered lists: the transactions and receipts of a block (Yellow Paper §4.3.2). The key
/// of an item is the RLP of its index. Nothing is stored.
public final class ListTrie {
  private ListTrie() {}

  public static Hash root(List<Bytes> items) {
    Update[] updates = new Update[items.size()];
    for (int i = 0; i < updates.length; i++) {
      updates[i] = new Update(Nibbles.of(new RlpWriter(16).uint(i).toByteArray()), items.get(i));
    }
    NodeSource nothing = NodeSource.of(NodeStore.EMPTY, new NodeCache(0), null);
    TrieUpdater updater = new TrieUpdater(nothing, Batch.sorted(updates));
    Node root = updater.updateRoot(null, ChangeLog.forgetting());
    return root == null ? Hash.EMPTY_TRIE_ROOT : root.hash();
  }
}
