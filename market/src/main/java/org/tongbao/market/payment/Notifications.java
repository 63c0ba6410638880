package org.tongbao.market.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentReference;
import org.tongbao.primitives.Bytes;

/// What institutions report. Believed when it is signed by the institution, addressed to us, and
/// tells of an attempt of ours there with its amount and currency; acted on once for each name that
/// the institution gives it. Whatever is turned away changes nothing and is counted.
@Component
class Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private final PaymentMethods methods;
  private final PaymentStore payments;
  private final NotificationStore store;
  private final Captures captures;
  private final PaymentWorker worker;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Notifications(
      PaymentMethods methods,
      PaymentStore payments,
      NotificationStore store,
      Captures captures,
      PaymentWorker worker,
      TransactionTemplate transaction,
      Clock clock) {
    this.methods = methods;
    this.payments = payments;
    this.store = store;
    this.captures = captures;
    this.worker = worker;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Answers what makes the institution stop repeating it.
  Bytes receive(String institutionName, NotificationMessage message) {
    PaymentInstitution institution =
        methods
            .find(institutionName)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return switch (institution.read(message)) {
      case NotificationOutcome.Rejected(String detail) -> {
        LOG.warn("a notification of {} was rejected: {}", institutionName, detail);
        throw refused(institutionName, NotificationStore.Reason.REJECTED);
      }
      // It is no news of a payment; how those stand is found out by asking.
      case NotificationOutcome.Noted(String detail, Bytes acknowledgement) -> acknowledgement;
      case NotificationOutcome.Verified verified -> {
        accept(institutionName, verified, message);
        yield verified.acknowledgement();
      }
    };
  }

  private void accept(
      String institution, NotificationOutcome.Verified verified, NotificationMessage message) {
    Optional<PaymentAttempt> found =
        payments.findByReference(institution, verified.payment().value());
    if (found.isEmpty()) {
      throw refused(institution, NotificationStore.Reason.UNKNOWN_REFERENCE);
    }
    PaymentAttempt attempt = found.get();
    if (!verified.pays(new PaymentReference(attempt.reference()), attempt.amount())) {
      doubt(attempt, verified);
      throw refused(institution, NotificationStore.Reason.MISMATCH);
    }
    Instant now = Retries.now(clock);
    transaction.executeWithoutResult(
        status -> {
          if (store.add(
              institution, verified.id(), attempt.id(), message.body().keccak256(), now)) {
            captures.paid(attempt, verified.state());
          }
        });
  }

  /// Signed, and yet not what we asked for: the institution's own answer to a question about our
  /// reference decides, not what somebody has brought here. An institution repeats itself until it
  /// is believed; somebody is to look into it once.
  private void doubt(PaymentAttempt attempt, NotificationOutcome.Verified verified) {
    long times = store.mismatch(attempt.id(), Retries.now(clock));
    LOG.atLevel(times == 1 ? Level.ERROR : Level.INFO)
        .log(
            "{} asks {} and is reported as paid {}; reported so {} times",
            attempt.id(),
            attempt.amount(),
            verified.state().amount(),
            times);
    if (payments.hurry(attempt.id(), Retries.now(clock))) {
      worker.soon(attempt.id());
    }
  }

  private DomainException refused(String institution, NotificationStore.Reason reason) {
    store.count(institution, reason, Retries.now(clock));
    return new DomainException(
        switch (reason) {
          case REJECTED -> PaymentError.NOTIFICATION_REJECTED;
          case UNKNOWN_REFERENCE -> PaymentError.NOTIFICATION_UNKNOWN;
          case MISMATCH -> PaymentError.NOTIFICATION_MISMATCH;
        });
  }
}
