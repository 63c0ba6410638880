package org.tongbao.payments.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.money.Money;

/// A payment as a sandbox institution knows it.
///
/// @param reference the merchant's name for it
/// @param id the institution's: 28 digits
/// @param notified whether the merchant acknowledged that it was paid
public record SandboxPayment(
    String reference,
    String id,
    SandboxBooks.Terms terms,
    PaymentState state,
    List<SandboxRefund> refunds,
    boolean notified) {
  public SandboxPayment {
    refunds = List.copyOf(refunds);
  }

  /// The sum of all refunds.
  public Money refunded() {
    return Money.sum(
        refunds.stream().map(SandboxRefund::amount).toList(), terms.amount().currency());
  }

  /// Whether all of it was paid back.
  public boolean isRefunded() {
    return refunded().equals(terms.amount());
  }

  public Optional<SandboxRefund> refund(String name) {
    return refunds.stream().filter(refund -> refund.reference().equals(name)).findFirst();
  }

  SandboxPayment with(PaymentState next) {
    return new SandboxPayment(reference, id, terms, next, refunds, notified);
  }

  SandboxPayment with(SandboxRefund refund) {
    List<SandboxRefund> more = new ArrayList<>(refunds);
    more.add(refund);
    return new SandboxPayment(reference, id, terms, state, more, notified);
  }

  SandboxPayment acknowledged() {
    return new SandboxPayment(reference, id, terms, state, refunds, true);
  }
}
