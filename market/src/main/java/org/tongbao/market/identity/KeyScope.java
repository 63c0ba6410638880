package org.tongbao.market.identity;

import java.util.Set;
import java.util.UUID;

/// What a key of the API allows at most, whatever its maker may.
///
/// @param key its id
public record KeyScope(UUID key, Set<Permission> permissions) {
  public KeyScope {
    permissions = Set.copyOf(permissions);
  }
}
