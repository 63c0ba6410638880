package org.tongbao.market.onchain;

import java.util.UUID;

/// What something on the chain is about: an order, a withdrawal, a merchant, …
///
/// @param kind the object's name in lower case: `order`, `recharge`, `withdrawal`, `merchant`, …
public record Subject(String kind, UUID id) {
  public Subject {
    if (!kind.matches("[a-z][a-z-]{0,39}")) {
      throw new IllegalArgumentException("no kind of subject: " + kind);
    }
  }
}
