package org.tongbao.chain.trie;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;

/// Verifies Merkle proofs as `eth_getProof` gives them (EIP-1186): the nodes from the root to where
/// a key ends, without those that stand inside their parent.
public final class TrieProof {
  private TrieProof() {}

  /// What a proof shows.
  public sealed interface Verdict {}

  /// The key has this value.
  public record Present(Bytes value) implements Verdict {}

  /// The key is not in the trie.
  public record Absent() implements Verdict {}

  /// The nodes prove nothing.
  public record Invalid(String problem) implements Verdict {}

  /// What `nodes` show about `key` in the trie of this root. Nodes that are not needed make a proof
  /// invalid, as do nodes that are missing or changed.
  ///
  /// @param key the path itself: for a secure trie, the keccak256 of the key
  public static Verdict verify(Hash root, Bytes key, List<Bytes> nodes) {
    if (nodes.isEmpty()) {
      return root.equals(Hash.EMPTY_TRIE_ROOT)
          ? new Absent()
          : new Invalid("no nodes for the root " + root);
    }
    try {
      Given given = new Given(nodes);
      NodeSource source = NodeSource.of(given, new NodeCache(0), null);
      Nibbles path = Nibbles.of(key.unsafeArray());
      byte[] value = new TrieReader(source, root).find(path, node -> {});
      if (given.used < nodes.size()) {
        return new Invalid((nodes.size() - given.used) + " nodes are not needed");
      }
      return Optional.ofNullable(value)
          .<Verdict>map(present -> new Present(Bytes.wrap(present)))
          .orElseGet(Absent::new);
    } catch (RlpException | IllegalStateException invalid) {
      return new Invalid(String.valueOf(invalid.getMessage()));
    }
  }

  /// Hands out the nodes of a proof in their order.
  private static final class Given implements NodeStore {
    private final List<Bytes> nodes;
    private int used;

    Given(List<Bytes> nodes) {
      this.nodes = nodes;
    }

    @Override
    public byte @Nullable [] get(NodeKey key, Hash hash) {
      return used < nodes.size() ? nodes.get(used++).unsafeArray() : null;
    }
  }
}
