package org.tongbao.market.inventory;

import java.time.Instant;
import java.util.UUID;

/// Stock that is, or was, held for somebody.
record Reservation(UUID id, State state, Instant until) {
  /// `HELD` ends once, as one of the others. `EXPIRED` may be held again; `COMMITTED` may come
  /// back.
  enum State {
    HELD,
    COMMITTED,
    RELEASED,
    EXPIRED,
    RETURNED
  }
}
