package org.tongbao.market.review;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.ReviewsEvent;
import org.tongbao.market.catalog.RatingChanged;
import org.tongbao.market.media.Uploads;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.IntentRefused;

/// Makes the rows follow the chain, in the indexer's transaction: what counts, what is hidden and
/// how things are rated change here alone.
@Component
class ReviewChain {
  private final ReviewStore store;
  private final ReviewListStore ratings;
  private final ModerationStore moderations;
  private final Uploads uploads;
  private final ApplicationEventPublisher events;

  ReviewChain(
      ReviewStore store,
      ReviewListStore ratings,
      ModerationStore moderations,
      Uploads uploads,
      ApplicationEventPublisher events) {
    this.store = store;
    this.ratings = ratings;
    this.moderations = moderations;
    this.uploads = uploads;
    this.events = events;
  }

  /// Reviews that were not written here are none of ours; one whose content is not what was written
  /// here stays as it is, for `verify` to find.
  @EventListener
  void on(ChainEvent heard) {
    if (!(heard.event() instanceof ReviewsEvent event)) {
      return;
    }
    switch (event) {
      case ReviewsEvent.Attested e ->
          store
              .lockByKey(e.key())
              .filter(it -> it.contentHash().equals(e.content()) && it.stars() == e.stars())
              .ifPresent(
                  review -> {
                    if (store.attested(review.id(), heard.transaction(), heard.at())) {
                      count(review, 1);
                    }
                  });
      case ReviewsEvent.FollowedUp e ->
          store
              .lockByKey(e.key())
              .ifPresent(
                  it ->
                      store.replied(
                          it.id(),
                          Review.Reply.Kind.FOLLOW_UP,
                          e.content(),
                          heard.transaction(),
                          heard.at()));
      case ReviewsEvent.Answered e ->
          store
              .lockByKey(e.key())
              .ifPresent(
                  it ->
                      store.replied(
                          it.id(),
                          Review.Reply.Kind.ANSWER,
                          e.content(),
                          heard.transaction(),
                          heard.at()));
      case ReviewsEvent.HiddenSet e -> store.lockByKey(e.key()).ifPresent(it -> hide(it, e, heard));
      case ReviewsEvent.EIP712DomainChanged _ -> {
        // About the contract, not a review.
      }
    }
  }

  private void hide(Review review, ReviewsEvent.HiddenSet event, ChainEvent heard) {
    moderations.done(review.id(), event.hidden(), event.reason(), heard.transaction());
    if (store.setHidden(review.id(), event.hidden())) {
      uploads.withhold(review.buyer(), review.hashes(), event.hidden());
      count(review, event.hidden() ? -1 : 1);
    }
  }

  private void count(Review review, int by) {
    ratings.count(review, by);
    Rating rating = ratings.rating(review.line().product());
    events.publishEvent(
        new RatingChanged(review.line().product(), rating.starsSum(), rating.count()));
  }

  @EventListener
  void on(IntentRefused refused) {
    String why = why(refused.error());
    switch (refused.subject().kind()) {
      case ProductReviews.SUBJECT -> store.refused(refused.subject().id(), why);
      case ProductReviews.REPLY_SUBJECT -> store.replyRefused(refused.subject().id(), why);
      case Moderation.SUBJECT -> moderations.refused(refused.subject().id(), why);
      default -> {
        // Somebody else's.
      }
    }
  }

  /// The contract's own words, such as `Reviews_NotReceived`.
  private static String why(ContractError error) {
    String group = error.getClass().getInterfaces()[0].getSimpleName().replace("Error", "");
    return group + "_" + error.getClass().getSimpleName();
  }
}
