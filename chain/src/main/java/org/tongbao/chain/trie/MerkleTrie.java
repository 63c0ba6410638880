package org.tongbao.chain.trie;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// A Merkle Patricia trie in memory, with keys and values of any length. Updates are collected and
/// applied in one walk when the trie is next read as a whole. Not thread-safe.
///
/// The state of a chain is a [StateTrie]; this one is for everything small.
public final class MerkleTrie {
  private final MemoryNodeStore store = new MemoryNodeStore();
  private final NodeSource source = NodeSource.of(store, new NodeCache(0), null);
  private final boolean secure;
  private final TreeMap<Bytes, @Nullable Bytes> pending = new TreeMap<>();
  private Hash root = Hash.EMPTY_TRIE_ROOT;

  private MerkleTrie(boolean secure) {
    this.secure = secure;
  }

  /// An empty trie.
  public static MerkleTrie plain() {
    return new MerkleTrie(false);
  }

  /// An empty trie that stores a value under the keccak256 of its key.
  public static MerkleTrie secure() {
    return new MerkleTrie(true);
  }

  /// The value of a key.
  public Optional<Bytes> get(Bytes key) {
    Bytes path = path(key);
    if (pending.containsKey(path)) {
      return Optional.ofNullable(pending.get(path));
    }
    byte[] value = reader().find(Nibbles.of(path.unsafeArray()), node -> {});
    return Optional.ofNullable(value).map(Bytes::wrap);
  }

  /// Sets a value; an empty one deletes the key, since tries know no empty values.
  public void put(Bytes key, Bytes value) {
    pending.put(path(key), value.isEmpty() ? null : value);
  }

  public void delete(Bytes key) {
    pending.put(path(key), null);
  }

  /// The hash of the root node.
  public Hash root() {
    if (!pending.isEmpty()) {
      ChangeLog changes = ChangeLog.of(source);
      Node updated =
          new TrieUpdater(source, Batch.of(pending)).updateRoot(source.root(root), changes);
      store.apply(changes.changes());
      pending.clear();
      root = updated == null ? Hash.EMPTY_TRIE_ROOT : updated.hash();
    }
    return root;
  }

  /// The nodes that prove what [#get] says, the root first; see [TrieProof].
  public List<Bytes> prove(Bytes key) {
    root();
    List<Bytes> nodes = new ArrayList<>();
    reader().find(Nibbles.of(path(key).unsafeArray()), node -> nodes.add(node.encoded()));
    return List.copyOf(nodes);
  }

  /// Shows all keys (of a secure trie: their hashes) in ascending order, and their values.
  public void forEach(BiConsumer<Bytes, Bytes> visitor) {
    root();
    reader().forEach((key, value) -> visitor.accept(Bytes.wrap(key.toBytes()), Bytes.wrap(value)));
  }

  /// The smallest key above `bound`, which need not be in the trie.
  public Optional<Bytes> higherKey(Bytes bound) {
    root();
    return Optional.ofNullable(reader().higher(Nibbles.of(bound.unsafeArray())))
        .map(key -> Bytes.wrap(key.toBytes()));
  }

  /// The largest key below `bound`, which need not be in the trie.
  public Optional<Bytes> lowerKey(Bytes bound) {
    root();
    return Optional.ofNullable(reader().lower(Nibbles.of(bound.unsafeArray())))
        .map(key -> Bytes.wrap(key.toBytes()));
  }

  /// The nodes stored by themselves.
  int nodeCount() {
    root();
    return store.size();
  }

  private Bytes path(Bytes key) {
    return secure ? key.keccak256().toBytes() : key;
  }

  private TrieReader reader() {
    return new TrieReader(source, root);
  }
}
