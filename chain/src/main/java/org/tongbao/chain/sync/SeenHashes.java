package org.tongbao.chain.sync;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tongbao.primitives.Hash;

/// The hashes seen last, a bounded number of them; the oldest are forgotten. Not thread-safe.
final class SeenHashes {
  private final Set<Hash> hashes;

  SeenHashes(int most) {
    this.hashes =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Hash, Boolean> eldest) {
                return size() > most;
              }
            });
  }

  /// False when it was there already.
  boolean add(Hash hash) {
    return hashes.add(hash);
  }

  void clear() {
    hashes.clear();
  }
}
