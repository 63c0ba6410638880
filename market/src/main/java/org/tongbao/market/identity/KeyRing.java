package org.tongbao.market.identity;

import java.util.UUID;

/// What identity asks of the feature that keeps the keys of the API.
public interface KeyRing {
  /// Who asks with a key, by what its maker may at this moment. Refuses a key that is none, or no
  /// longer, and one that may only read where `method` writes.
  Caller caller(String key, String method);

  /// Under which a key's requests are known to what stands behind.
  static String name(UUID key) {
    return "key:" + key;
  }
}
