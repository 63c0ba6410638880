package org.tongbao.market.payment;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Money;

/// Something that somebody is to pay.
///
/// @param kind what it is to the feature that asks, for instance `order` or `recharge`
/// @param subject what the payer reads at the institution, at most 127 characters
/// @param payBy when it can no longer be paid
public record Payable(
    String kind, UUID id, UserId payer, Money amount, String subject, Instant payBy) {
  public Payable {
    if (!kind.matches("[a-z-]{1,30}")) {
      throw new IllegalArgumentException("not a kind: " + kind);
    }
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("nothing to pay: " + amount);
    }
    if (subject.isBlank() || subject.length() > 127) {
      throw new IllegalArgumentException("a subject has 1 to 127 characters");
    }
  }
}
