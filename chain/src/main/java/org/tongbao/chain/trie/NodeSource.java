package org.tongbao.chain.trie;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The nodes of one trie: from the cache, else from the store.
///
/// @param prefix what the keys of this trie begin with
record NodeSource(NodeStore store, NodeCache cache, Bytes prefix) {
  static NodeSource of(NodeStore store, NodeCache cache, @Nullable Hash owner) {
    return new NodeSource(store, cache, Bytes.wrap(NodeKey.prefix(owner)));
  }

  NodeKey key(Nibbles path, int depth) {
    return NodeKey.at(prefix.unsafeArray(), path, depth);
  }

  /// The node that the root hash stands for, or null for the empty trie.
  @Nullable Node root(Hash root) {
    return root.equals(Hash.EMPTY_TRIE_ROOT) ? null : load(root, Nibbles.EMPTY, 0);
  }

  /// The node that a reference stands for, which the first `depth` nibbles of `path` lead to.
  Node resolve(byte[] reference, Nibbles path, int depth) {
    return Node.isHash(reference, 0)
        ? load(Hash.of(reference, 1), path, depth)
        : Node.decode(Bytes.wrap(reference));
  }

  /// A child of a branch, which the first `depth` nibbles of `path` lead to.
  Node child(BranchNode branch, int nibble, Nibbles path, int depth) {
    Hash hash = branch.childHash(nibble);
    return hash == null ? Node.decode(Bytes.wrap(branch.child(nibble))) : load(hash, path, depth);
  }

  private Node load(Hash hash, Nibbles path, int depth) {
    Node cached = cache.get(hash);
    if (cached != null) {
      return cached;
    }
    NodeKey key = key(path, depth);
    byte[] stored = store.get(key, hash);
    if (stored == null) {
      throw new IllegalStateException("trie node " + hash + " at " + key + " is not stored");
    }
    Bytes encoded = Bytes.wrap(stored);
    if (!encoded.keccak256().equals(hash)) {
      throw new IllegalStateException(
          "the stored trie node at " + key + " is " + encoded.keccak256() + " and not " + hash);
    }
    Node node = Node.decode(encoded);
    cache.put(node);
    return node;
  }
}
