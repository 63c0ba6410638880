package org.tongbao.market.payment;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.work.Changes;
import org.tongbao.payments.Payer;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Being paid through institutions, and paying back. Institutions are asked by workers after the
/// caller's transaction, never inside it; what they say comes as [PaymentCaptured],
/// [PaymentClosed], [RefundPaid] and [RefundRefused]. Thread-safe.
@Component
public class Payments {
  private final PaymentStore store;
  private final PaymentMethods methods;
  private final PaymentWorker worker;
  private final Refunds refunds;
  private final TransactionTemplate transaction;
  private final Changes changes;
  private final Clock clock;

  Payments(
      PaymentStore store,
      PaymentMethods methods,
      PaymentWorker worker,
      Refunds refunds,
      TransactionTemplate transaction,
      Changes changes,
      Clock clock) {
    this.store = store;
    this.methods = methods;
    this.worker = worker;
    this.refunds = refunds;
    this.transaction = transaction;
    this.changes = changes;
    this.clock = clock;
  }

  /// The methods there are.
  public SortedSet<String> methods() {
    return methods.names();
  }

  /// The methods where no real money moves.
  public SortedSet<String> standIns() {
    return methods.standIns();
  }

  /// Begins to ask an institution for a payment; the address to pay at follows within moments. The
  /// open attempt of the payable at this institution, when there is one; those at others are
  /// closed. Refuses with [PaymentError#METHOD_NOT_OFFERED] and [PaymentError#TOO_LATE].
  ///
  /// @param method one of [#methods]
  /// @param returnTo where the payer's browser goes afterwards; an address here, or a whole one
  /// @param payer at what the payer sits; null when nobody knows
  public PaymentAttempt start(Payable payable, String method, URI returnTo, @Nullable Payer payer) {
    if (methods.find(method).isEmpty()) {
      throw new DomainException(PaymentError.METHOD_NOT_OFFERED, method);
    }
    Instant now = Retries.now(clock);
    // Institutions count whole seconds, and the same request must always read the same.
    Instant expiresAt = payable.payBy().truncatedTo(ChronoUnit.SECONDS);
    if (!now.isBefore(expiresAt)) {
      throw new DomainException(PaymentError.TOO_LATE);
    }
    return transaction.execute(
        status -> startOrFind(new Asked(payable, method, returnTo, payer), expiresAt, now));
  }

  /// What was asked of us.
  private record Asked(Payable payable, String method, URI returnTo, @Nullable Payer payer) {}

  /// By a payer of whom nobody knows where.
  public PaymentAttempt start(Payable payable, String method, URI returnTo) {
    return start(payable, method, returnTo, null);
  }

  private PaymentAttempt startOrFind(Asked asked, Instant expiresAt, Instant now) {
    Payable payable = asked.payable;
    String method = asked.method;
    store
        .closeFrom(now, payable.kind(), payable.id(), method, payable.amount())
        .forEach(worker::soon);
    UUID id = Uuid7.next(clock);
    PaymentRequest request =
        new PaymentRequest(
            new PaymentReference(References.of(id)),
            payable.amount(),
            payable.subject(),
            expiresAt,
            methods.notifyTo(method),
            // Institutions are told whole addresses.
            methods.notifyTo(method).resolve(asked.returnTo),
            asked.payer);
    PaymentAttempt attempt = attempt(id, payable, method, expiresAt, now);
    while (!store.add(attempt, request)) {
      Optional<PaymentAttempt> open = store.open(payable.kind(), payable.id(), method);
      // Nothing is found when it has ended in between: then there is room for this one.
      if (open.isPresent()) {
        return open.get();
      }
    }
    worker.soon(id);
    return attempt;
  }

  private static PaymentAttempt attempt(
      UUID id, Payable payable, String method, Instant expiresAt, Instant now) {
    return new PaymentAttempt(
        id,
        References.of(id),
        payable.kind(),
        payable.id(),
        payable.payer(),
        method,
        payable.amount(),
        PaymentAttempt.State.REQUESTED,
        null,
        null,
        null,
        Money.zero(payable.amount().currency()),
        expiresAt,
        now);
  }

  public Optional<PaymentAttempt> find(UUID attempt) {
    return store.find(attempt);
  }

  /// Waits until the institution has answered whether it takes the payment, or the time is up.
  void awaitAnswer(PaymentAttempt attempt, Duration atMost) {
    if (attempt.state() == PaymentAttempt.State.REQUESTED) {
      changes.await(List.of(attempt.id()), atMost, () -> store.isAnswered(attempt.id()));
    }
  }

  /// Those of these attempts that there are.
  public List<PaymentAttempt> all(Collection<UUID> attempts) {
    return store.all(attempts);
  }

  /// All attempts of a payable, newest first.
  public List<PaymentAttempt> of(String kind, UUID payable) {
    return store.of(kind, payable);
  }

  /// Nobody wants the payable to be paid any more: its open attempts are closed at their
  /// institutions. One that was paid before that is captured all the same.
  public void close(String kind, UUID payable) {
    transaction.executeWithoutResult(
        status -> store.closeFrom(Retries.now(clock), kind, payable).forEach(worker::soon));
  }

  /// Pays back a part or the whole of what was captured. The same refund again changes nothing and
  /// tells how it stands; with another content it is an `IllegalStateException`. Refuses with
  /// [PaymentError#ABOVE_CAPTURED] when this, what was refunded and what is under way would
  /// together be more than was captured.
  ///
  /// @param refundId the caller's name for it, stored before this is called
  public RefundHandle refund(UUID attempt, UUID refundId, Money amount) {
    return refunds.request(attempt, refundId, amount, "refund");
  }

  /// What of a payer's payments in this currency can still go back where it came from, newest
  /// first. Until the caller's transaction ends, nobody else refunds any of them.
  public List<PaymentAttempt> lockRefundable(UserId payer, Currency currency) {
    return store.lockRefundable(payer, currency);
  }

  /// All payments that were captured in this currency.
  public PaymentTotals totals(String currency) {
    return store.totals(currency);
  }
}
