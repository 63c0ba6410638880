package org.tongbao.payments.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.Refusal;
import org.tongbao.primitives.money.Money;

/// What the sandbox institution knows: every payment and refund, and the rules they follow. All
/// methods hold one lock, so two calls about one payment never interleave.
final class SandboxBooks {
  private final Clock clock;
  private final Map<String, Payment> payments = new HashMap<>();

  SandboxBooks(Clock clock) {
    this.clock = clock;
  }

  /// Thrown for what the institution will not do.
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    RefusedException(Refusal reason, String detail) {
      super(detail);
      this.reason = reason;
    }

    Refusal reason() {
      return reason;
    }
  }

  /// What a merchant asked for; the same reference must come with the same terms.
  record Terms(Money amount, String subject, Instant expiresAt, URI notifyTo, URI returnTo) {}

  synchronized void request(String reference, Terms terms) {
    Payment known = payments.get(reference);
    if (known == null) {
      payments.put(reference, new Payment(terms));
      return;
    }
    if (!known.terms.equals(terms)) {
      throw new RefusedException(Refusal.REFERENCE_USED, "used before with other terms");
    }
    switch (state(known)) {
      case PaymentState.Open open -> {}
      case PaymentState.Paid paid -> throw new RefusedException(Refusal.ALREADY_PAID, "paid");
      case PaymentState.Closed closed -> throw new RefusedException(Refusal.CLOSED, "closed");
    }
  }

  synchronized Terms terms(String reference) {
    return require(reference).terms;
  }

  synchronized PaymentState state(String reference) {
    return state(require(reference));
  }

  /// The payer pays. Returns what is to be notified.
  synchronized PaymentState.Paid pay(String reference) {
    Payment payment = require(reference);
    return switch (state(payment)) {
      case PaymentState.Paid paid -> throw new RefusedException(Refusal.ALREADY_PAID, "paid");
      case PaymentState.Closed closed -> throw new RefusedException(Refusal.CLOSED, "closed");
      case PaymentState.Open open -> {
        PaymentState.Paid paid =
            new PaymentState.Paid(
                payment.terms.amount(),
                "SB" + Integer.toString(payments.size()) + "-" + reference,
                clock.instant());
        payment.state = paid;
        yield paid;
      }
    };
  }

  /// The sum of all refunds of a payment.
  synchronized Money refunded(String reference) {
    return require(reference).refunded();
  }

  synchronized PaymentState close(String reference) {
    Payment payment = require(reference);
    if (state(payment) instanceof PaymentState.Open) {
      payment.state = new PaymentState.Closed();
    }
    return state(payment);
  }

  /// Returns the institution's reference of the refund.
  synchronized String refund(String reference, String refund, Money amount) {
    Payment payment = require(reference);
    if (!(state(payment) instanceof PaymentState.Paid paid)) {
      throw new RefusedException(Refusal.NOT_PAID, "not paid");
    }
    Money before = payment.refunds.get(refund);
    if (before != null && !before.equals(amount)) {
      throw new RefusedException(Refusal.REFERENCE_USED, "used before with " + before);
    }
    if (before == null) {
      if (!amount.currency().equals(paid.amount().currency())) {
        throw new RefusedException(Refusal.CURRENCY, "paid in " + paid.amount().currency());
      }
      Money refunded = payment.refunded().plus(amount);
      if (refunded.compareTo(paid.amount()) > 0) {
        throw new RefusedException(Refusal.ABOVE_PAID, refunded + " of " + paid.amount());
      }
      payment.refunds.put(refund, amount);
    }
    return "SBR-" + refund;
  }

  private Payment require(String reference) {
    Payment payment = payments.get(reference);
    if (payment == null) {
      throw new RefusedException(Refusal.NOT_PAID, "no such payment");
    }
    return payment;
  }

  private PaymentState state(Payment payment) {
    if (payment.state instanceof PaymentState.Open
        && !clock.instant().isBefore(payment.terms.expiresAt())) {
      payment.state = new PaymentState.Closed();
    }
    return payment.state;
  }

  private static final class Payment {
    final Terms terms;
    final Map<String, Money> refunds = new LinkedHashMap<>();
    PaymentState state = new PaymentState.Open();

    Payment(Terms terms) {
      this.terms = terms;
    }

    Money refunded() {
      return Money.sum(refunds.values(), terms.amount().currency());
    }
  }
}
