package org.tongbao.market.review;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.ReviewActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Hash;

/// What readers and moderators make of reviews. A moderator hides one with a reason that the chain
/// has the hash of, or shows it again; nothing is deleted. For a transaction of the caller.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Moderation {
  static final String SUBJECT = "review-moderation";

  private final ReviewStore reviews;
  private final ModerationStore store;
  private final Outbox outbox;
  private final Operators operators;
  private final ReviewActions actions;
  private final Clock clock;

  Moderation(
      ReviewStore reviews,
      ModerationStore store,
      Outbox outbox,
      Operators operators,
      ReviewActions actions,
      Clock clock) {
    this.reviews = reviews;
    this.store = store;
    this.outbox = outbox;
    this.operators = operators;
    this.actions = actions;
    this.clock = clock;
  }

  /// Hides a review or shows it again; reports of it are settled by that.
  void decide(UserId moderator, UUID id, boolean hidden, String reason) {
    Review review = lock(id);
    if (review.state() != Review.State.ATTESTED) {
      throw new DomainException(ReviewError.NOT_ATTESTED);
    }
    if (review.hidden() == hidden) {
      throw new DomainException(ReviewError.ALREADY_SO);
    }
    ReviewDocument document = ReviewDocument.moderation(review.key(), hidden, reason);
    var decision =
        new ModerationStore.Decision(
            Uuid7.next(clock),
            id,
            hidden,
            reason,
            document.text(),
            document.hash(),
            "PENDING",
            null,
            clock.instant());
    if (!store.add(decision, moderator)) {
      throw new DomainException(ReviewError.UNDER_WAY);
    }
    store.settleReports(id, clock.instant());
    Hash _ =
        outbox.act(
            operators.account(Role.MODERATOR),
            actions.hide(review.key(), hidden, document.hash()),
            References.of("review/hide", decision.id()),
            new Subject(SUBJECT, decision.id()));
  }

  /// Finds nothing wrong with it.
  void dismissReports(UUID id) {
    Review _ = lock(id);
    store.settleReports(id, clock.instant());
  }

  void report(UserId user, UUID id, String reason) {
    Review _ = shown(id);
    store.report(id, user, reason, clock.instant());
  }

  /// Says that a review helped, or takes that back. Not one's own.
  void vote(UserId user, UUID id, boolean helpful) {
    Review review = shown(id);
    if (review.buyer().equals(user)) {
      throw new DomainException(ReviewError.OWN_REVIEW);
    }
    if (helpful) {
      store.vote(id, user);
    } else {
      store.takeVoteBack(id, user);
    }
  }

  private Review shown(UUID id) {
    return reviews
        .find(id)
        .filter(it -> it.state() == Review.State.ATTESTED && !it.hidden())
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private Review lock(UUID id) {
    return reviews.lock(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
