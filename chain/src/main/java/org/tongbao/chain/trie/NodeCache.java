package org.tongbao.chain.trie;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// The trie nodes used last, by hash and already decoded, up to a number of bytes. One cache serves
/// all tries and all views of the state, older ones too: a hash stands for one content for ever.
///
/// A table of sets of four nodes. A node that is found is marked; a new one takes the place of one
/// that was not found since it came or since all of its set were marked. Lock-free and thread-safe:
/// threads that meet in a set can at worst forget a node, and what is found is what was asked for.
public final class NodeCache {
  private static final int WAYS = 4;

  /// What the largest usual node takes: a full branch of 532 bytes and its objects.
  private static final int MAX_NODE_BYTES = 640;

  private final AtomicReferenceArray<@Nullable Node> nodes;

  /// Not zero where the node has been found. Races lose a mark at worst.
  private final byte[] marks;

  private final int sets;

  /// A cache that keeps less than `maxBytes` bytes; for 0 it keeps nothing.
  public NodeCache(long maxBytes) {
    long fitting = maxBytes / (WAYS * MAX_NODE_BYTES);
    sets = (int) Math.min(Long.highestOneBit(fitting), 1L << 26);
    nodes = new AtomicReferenceArray<>(sets * WAYS);
    marks = new byte[sets * WAYS];
  }

  @Nullable Node get(Hash hash) {
    if (sets == 0) {
      return null;
    }
    int first = firstOfSet(hash);
    for (int at = first; at < first + WAYS; at++) {
      Node node = nodes.getAcquire(at);
      if (node != null && node.hash().equals(hash)) {
        marks[at] = 1;
        return node;
      }
    }
    return null;
  }

  void put(Node node) {
    if (sets > 0) {
      int at = victim(node.hash());
      marks[at] = 0;
      nodes.setRelease(at, node);
    }
  }

  private int firstOfSet(Hash hash) {
    return (hash.hashCode() & (sets - 1)) * WAYS;
  }

  /// The place a new node gets: a free one, else one without a mark, where that begins depends on
  /// the hash.
  private int victim(Hash hash) {
    int first = firstOfSet(hash);
    int chosen = -1;
    for (int i = 0; i < WAYS; i++) {
      int at = first + ((hash.hashCode() >>> 30) + i) % WAYS;
      if (nodes.getAcquire(at) == null) {
        return at;
      }
      chosen = chosen < 0 && marks[at] == 0 ? at : chosen;
    }
    if (chosen >= 0) {
      return chosen;
    }
    Arrays.fill(marks, first, first + WAYS, (byte) 0);
    return first;
  }
}
