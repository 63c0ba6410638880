package org.tongbao.market.payment;

import java.util.UUID;
import org.tongbao.primitives.money.Money;

/// A refund and how it stands.
public record RefundHandle(UUID id, UUID attempt, Money amount, State state) {
  public enum State {
    /// A worker asks the institution until it answers.
    PENDING,
    PAID,
    REFUSED
  }
}
