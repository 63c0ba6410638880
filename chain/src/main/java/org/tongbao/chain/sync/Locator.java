package org.tongbao.chain.sync;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.primitives.Hash;

/// Names our chain by few hashes, from the head back at growing distances, so that another node can
/// say in one answer where its own left it.
final class Locator {
  /// More than a locator of any chain has.
  static final int MAX_HASHES = 80;

  private Locator() {}

  /// @param deepest how far back from the head it is worth looking before the first block
  static List<Hash> of(ChainReader reader, long deepest) {
    long head = reader.head().header().number();
    long limit = Math.min(head, deepest);
    List<Hash> hashes = new ArrayList<>();
    add(hashes, reader, head);
    for (long back = 1; back < limit; back *= 2) {
      add(hashes, reader, head - back);
    }
    if (limit > 0) {
      add(hashes, reader, head - limit);
    }
    if (limit < head) {
      add(hashes, reader, 0);
    }
    return hashes;
  }

  /// A reorganisation meanwhile can have made the chain shorter.
  private static void add(List<Hash> hashes, ChainReader reader, long number) {
    Hash hash = reader.canonicalHash(number);
    if (hash != null) {
      hashes.add(hash);
    }
  }
}
