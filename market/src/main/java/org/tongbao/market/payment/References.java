package org.tongbao.market.payment;

import java.util.UUID;

/// Our keys at institutions: an id without its hyphens, the 32 characters that all of them take.
final class References {
  private References() {}

  static String of(UUID id) {
    return id.toString().replace("-", "");
  }
}
