package org.tongbao.chain.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// The blocks found invalid last, so that they and what follows them are refused without being
/// executed again. Holds only blocks whose hash alone condemns them: a wrong seal or body can be
/// replaced by a right one.
final class BadBlocks {
  private static final int MAX = 1024;

  private final Map<Hash, String> reasons =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, String> eldest) {
          return size() > MAX;
        }
      };

  synchronized void add(Hash hash, String reason) {
    reasons.put(hash, reason);
  }

  synchronized @Nullable String reason(Hash hash) {
    return reasons.get(hash);
  }
}
