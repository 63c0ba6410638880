package org.tongbao.market.payment;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.work.DueWork;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.primitives.money.Money;

/// Pays back. A refund's key is stored with its amount before the institution is asked, and every
/// further try uses the same: the institution pays each key once.
@Component
class Refunds {
  private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);

  private final RefundStore store;
  private final PaymentMethods methods;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final DueWork<RefundStore.Work> work;

  Refunds(
      RefundStore store,
      PaymentMethods methods,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.methods = methods;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
    this.work =
        new DueWork<>(
            only -> {
              var now = Retries.now(clock);
              return store.take(now, now.plus(Retries.LEASE), only);
            },
            this::carryOut);
  }

  /// [Payments#refund].
  RefundHandle request(UUID attempt, UUID id, Money amount, String reason) {
    RefundHandle asked = new RefundHandle(id, attempt, amount, RefundHandle.State.PENDING);
    return transaction.execute(
        status -> {
          // Added before anything is held: the second of two with one id waits, and finds it.
          if (!store.add(asked, References.of(id), reason, Retries.now(clock))) {
            return known(asked);
          }
          if (!store.hold(attempt, amount)) {
            throw new DomainException(PaymentError.ABOVE_CAPTURED);
          }
          work.soon(id);
          return asked;
        });
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT5S")
  void tick() {
    work.tick();
  }

  int pass() {
    return work.pass();
  }

  @PreDestroy
  void close() {
    work.close();
  }

  private RefundHandle known(RefundHandle asked) {
    RefundHandle known = store.find(asked.id()).orElseThrow();
    if (!known.attempt().equals(asked.attempt()) || !known.amount().equals(asked.amount())) {
      throw new IllegalStateException("refund " + known + " was asked for again as " + asked);
    }
    return known;
  }

  private void carryOut(RefundStore.Work taken) {
    Optional<PaymentInstitution> institution = methods.find(taken.institution());
    RefundOutcome outcome =
        institution.isPresent()
            ? institution.get().refund(taken.request())
            : new RefundOutcome.Unknown("not connected with " + taken.institution());
    RefundHandle refund = taken.refund();
    switch (outcome) {
      case RefundOutcome.Refunded done -> paid(refund, done);
      case RefundOutcome.Accepted accepted -> askLater(taken, "under way at the institution");
      case RefundOutcome.Refused no -> refused(refund, no.reason() + ": " + no.detail());
      case RefundOutcome.Unknown unknown -> askLater(taken, unknown.detail());
    }
  }

  private void askLater(RefundStore.Work taken, String detail) {
    LOG.info("refund {} is asked for again later: {}", taken.refund().id(), detail);
    store.later(taken.refund().id(), Retries.now(clock).plus(Retries.after(taken.tries())));
  }

  private void paid(RefundHandle refund, RefundOutcome.Refunded done) {
    if (!done.amount().equals(refund.amount())) {
      throw new IllegalStateException("asked for " + refund + ", paid back " + done.amount());
    }
    transaction.executeWithoutResult(
        status -> {
          var now = Retries.now(clock);
          if (store.paid(refund, done.institutionReference(), now)) {
            events.publishEvent(
                new RefundPaid(refund.id(), refund.attempt(), refund.amount(), now));
          }
        });
  }

  private void refused(RefundHandle refund, String reason) {
    LOG.error("refund {} of {} was refused: {}", refund.id(), refund.attempt(), reason);
    transaction.executeWithoutResult(
        status -> {
          if (store.refused(refund, reason, Retries.now(clock))) {
            events.publishEvent(
                new RefundRefused(refund.id(), refund.attempt(), refund.amount(), reason));
          }
        });
  }
}
