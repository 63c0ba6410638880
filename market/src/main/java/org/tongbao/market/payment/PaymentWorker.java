package org.tongbao.market.payment;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.work.DueWork;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.RequestOutcome;

/// Asks institutions for what attempts need, outside of any transaction: to take a payment, how it
/// stands when no news comes, to close it when its time is over. After an outcome that is not known
/// it queries first and asks again with the same key.
@Component
class PaymentWorker {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentWorker.class);

  /// How long after its expiry a request that an institution has never heard of could still arrive.
  static final Duration ON_ITS_WAY = Duration.ofMinutes(5);

  private final PaymentStore store;
  private final Captures captures;
  private final PaymentMethods methods;
  private final Clock clock;
  private final DueWork<PaymentStore.Work> work;

  PaymentWorker(PaymentStore store, Captures captures, PaymentMethods methods, Clock clock) {
    this.store = store;
    this.captures = captures;
    this.methods = methods;
    this.clock = clock;
    this.work =
        new DueWork<>(
            only -> {
              Instant now = Retries.now(clock);
              return store.take(now, now.plus(Retries.LEASE), only);
            },
            this::carryOut);
  }

  /// After the caller's transaction.
  void soon(UUID attempt) {
    work.soon(attempt);
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

  private void carryOut(PaymentStore.Work taken) {
    PaymentInstitution institution = methods.find(taken.attempt().method()).orElse(null);
    if (institution == null) {
      later(taken, "not connected with " + taken.attempt().method());
    } else if (!Retries.now(clock).isBefore(taken.closeAt())) {
      end(taken, institution);
    } else if (taken.attempt().state() == PaymentAttempt.State.REQUESTED && taken.tries() == 1) {
      request(taken, institution);
    } else {
      query(taken, institution);
    }
  }

  private void request(PaymentStore.Work taken, PaymentInstitution institution) {
    switch (institution.request(taken.request())) {
      case RequestOutcome.Requested(var payAt) -> {
        store.opened(taken.attempt().id(), payAt);
        later(taken, "");
      }
      case RequestOutcome.Refused(Refusal reason, String detail)
          when reason == Refusal.ALREADY_PAID || reason == Refusal.CLOSED ->
          query(taken, institution);
      case RequestOutcome.Refused(Refusal reason, String detail) ->
          captures.ended(taken.attempt(), PaymentAttempt.State.REFUSED, reason + ": " + detail);
      case RequestOutcome.Unknown(String detail) -> later(taken, detail);
    }
  }

  private void query(PaymentStore.Work taken, PaymentInstitution institution) {
    boolean requested = taken.attempt().state() == PaymentAttempt.State.REQUESTED;
    switch (institution.query(reference(taken))) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> captures.paid(taken.attempt(), paid);
      case QueryOutcome.Known(PaymentState.Closed closed) ->
          captures.ended(taken.attempt(), PaymentAttempt.State.CLOSED, "");
      case QueryOutcome.Known(PaymentState.Open open) -> {
        // The request had arrived; the same again tells where to pay.
        if (requested) {
          askAgain(taken, institution);
        } else {
          later(taken, "");
        }
      }
      case QueryOutcome.NotFound notFound -> {
        if (requested) {
          askAgain(taken, institution);
        } else {
          later(taken, "it no longer knows the payment");
        }
      }
      case QueryOutcome.Unknown(String detail) -> later(taken, detail);
    }
  }

  private void askAgain(PaymentStore.Work taken, PaymentInstitution institution) {
    switch (institution.request(taken.request())) {
      case RequestOutcome.Requested(var payAt) -> {
        store.opened(taken.attempt().id(), payAt);
        later(taken, "");
      }
      case RequestOutcome.Refused(Refusal reason, String detail)
          when reason == Refusal.ALREADY_PAID || reason == Refusal.CLOSED ->
          later(taken, "since the query it was " + reason);
      case RequestOutcome.Refused(Refusal reason, String detail) ->
          captures.ended(taken.attempt(), PaymentAttempt.State.REFUSED, reason + ": " + detail);
      case RequestOutcome.Unknown(String detail) -> later(taken, detail);
    }
  }

  private void end(PaymentStore.Work taken, PaymentInstitution institution) {
    if (taken.attempt().state() == PaymentAttempt.State.REQUESTED && taken.tries() == 1) {
      // Nobody has asked the institution yet, and nobody will.
      captures.ended(taken.attempt(), PaymentAttempt.State.CLOSED, "");
      return;
    }
    switch (institution.close(reference(taken))) {
      case CloseOutcome.Closed closed ->
          captures.ended(taken.attempt(), PaymentAttempt.State.CLOSED, "");
      case CloseOutcome.AlreadyPaid(PaymentState.Paid paid) -> captures.paid(taken.attempt(), paid);
      case CloseOutcome.NotFound notFound -> {
        Instant safe = taken.attempt().expiresAt().plus(ON_ITS_WAY);
        if (Retries.now(clock).isBefore(safe)) {
          later(taken, "the institution does not know it yet");
        } else {
          captures.ended(taken.attempt(), PaymentAttempt.State.CLOSED, "");
        }
      }
      case CloseOutcome.Unknown(String detail) -> later(taken, detail);
    }
  }

  /// Looks again after a while, and no later than when it is to be closed.
  private void later(PaymentStore.Work taken, String trouble) {
    if (!trouble.isEmpty()) {
      LOG.warn("payment {} is looked at again: {}", taken.attempt().id(), trouble);
    }
    Instant now = Retries.now(clock);
    Instant next = now.plus(Retries.after(taken.tries()));
    boolean closesFirst = taken.closeAt().isAfter(now) && taken.closeAt().isBefore(next);
    store.later(taken, closesFirst ? taken.closeAt() : next);
  }

  private static PaymentReference reference(PaymentStore.Work taken) {
    return taken.request().reference();
  }
}
