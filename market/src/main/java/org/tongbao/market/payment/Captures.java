package org.tongbao.market.payment;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.money.Money;

/// Books what was paid, and what will not be. However many hear of it, each attempt is booked by
/// one conditional update, and only what follows from that one is published.
@Component
class Captures {
  private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

  private final PaymentStore store;
  private final Refunds refunds;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Captures(
      PaymentStore store,
      Refunds refunds,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /// The institution says that it was paid. Nothing happens when that is known.
  void paid(PaymentAttempt attempt, PaymentState.Paid paid) {
    PaymentAttempt.Capture capture =
        new PaymentAttempt.Capture(
            paid.amount(),
            fit(attempt.amount(), paid.amount()),
            false,
            paid.at(),
            paid.institutionReference());
    transaction.executeWithoutResult(
        status -> {
          events.publishEvent(new PaymentArriving(attempt.kind(), attempt.payable()));
          if (store.captured(attempt.id(), capture, Retries.now(clock))) {
            follow(attempt, capture);
          }
        });
  }

  /// It will not be paid. Nothing happens when it has ended already.
  void ended(PaymentAttempt attempt, PaymentAttempt.State state, String refusal) {
    transaction.executeWithoutResult(
        status -> {
          String reason = refusal.isEmpty() ? null : refusal;
          if (store.ended(attempt.id(), state, reason)) {
            events.publishEvent(new PaymentClosed(attempt.id(), attempt.kind(), attempt.payable()));
          }
        });
  }

  private void follow(PaymentAttempt attempt, PaymentAttempt.Capture capture) {
    if (capture.fit() != PaymentAttempt.Fit.EXACT) {
      LOG.warn("{} was paid {}: {}", attempt.id(), capture.fit(), capture.amount());
    }
    if (capture.fit() == PaymentAttempt.Fit.OTHER_CURRENCY) {
      UUID refund =
          UUID.nameUUIDFromBytes(
              ("other currency " + attempt.id()).getBytes(StandardCharsets.UTF_8));
      refunds.request(attempt.id(), refund, capture.amount(), "paid in another currency");
      return;
    }
    events.publishEvent(
        new PaymentCaptured(
            attempt.id(), attempt.kind(), attempt.payable(), capture.amount(), capture.at()));
  }

  private static PaymentAttempt.Fit fit(Money asked, Money paid) {
    if (!asked.currency().equals(paid.currency())) {
      return PaymentAttempt.Fit.OTHER_CURRENCY;
    }
    int compared = paid.compareTo(asked);
    return compared == 0
        ? PaymentAttempt.Fit.EXACT
        : compared < 0 ? PaymentAttempt.Fit.UNDER : PaymentAttempt.Fit.OVER;
  }
}
