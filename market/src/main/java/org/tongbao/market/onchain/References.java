package org.tongbao.market.onchain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;

/// The 32 bytes under which something happens on the chain once. They follow from what it is for,
/// so that doing it again after a crash has the same reference.
public final class References {
  private References() {}

  /// @param purpose such as `order/ship`
  public static Hash of(String purpose, UUID id) {
    return of(purpose, id, 0);
  }

  /// For what happens several times to one object.
  ///
  /// @param n which time
  public static Hash of(String purpose, UUID id, int n) {
    String text = "tongbao:" + purpose + ":" + id + ":" + n;
    return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
