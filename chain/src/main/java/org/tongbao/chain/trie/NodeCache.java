package org.tongbao.chain.trie;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// The trie nodes used last, by hash and already decoded, up to a number of bytes. One cache serves
/// all tries and all views of the state, older ones too: a hash stands for one content for ever.
/// Thread-safe.
public final class NodeCache {
  private static final int SHARDS = 16;

  /// What an entry takes beside the encoding of its node: the map's entry, hash, node, array
  /// header.
  private static final int ENTRY_OVERHEAD = 200;

  private final Shard[] shards = new Shard[SHARDS];

  /// A cache of about `maxBytes` bytes; none at all for 0.
  public NodeCache(long maxBytes) {
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard(maxBytes / SHARDS);
    }
  }

  @Nullable Node get(Hash hash) {
    return shardOf(hash).find(hash);
  }

  void put(Hash hash, Node node) {
    shardOf(hash).add(hash, node);
  }

  /// The bytes held now, about.
  public long size() {
    long sum = 0;
    for (Shard shard : shards) {
      sum += shard.size();
    }
    return sum;
  }

  private Shard shardOf(Hash hash) {
    return shards[hash.hashCode() >>> 28];
  }

  private static final class Shard {
    private final long maxBytes;
    private final LinkedHashMap<Hash, Node> nodes = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Shard(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    synchronized @Nullable Node find(Hash hash) {
      return nodes.get(hash);
    }

    synchronized void add(Hash hash, Node node) {
      if (nodes.put(hash, node) == null) {
        bytes += weight(node);
      }
      Iterator<Node> oldest = nodes.values().iterator();
      while (bytes > maxBytes) {
        bytes -= weight(oldest.next());
        oldest.remove();
      }
    }

    synchronized long size() {
      return bytes;
    }

    private static long weight(Node node) {
      return (long) node.encoded().size() + ENTRY_OVERHEAD;
    }
  }
}
