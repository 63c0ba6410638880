package org.tongbao.market.review;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.ReviewActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.WalletProofs;
import org.tongbao.market.order.Orders;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.TypedData;

/// How what is said in reviews is signed by its author's account: here, where the account's key is,
/// or by a wallet of the author's own, which is waited for. Thread-safe.
@Component
class ReviewSignatures {
  private static final Duration SIGN_WITHIN = Duration.ofDays(1);

  private final ReviewStore store;
  private final Orders orders;
  private final ChainAccounts accounts;
  private final WalletProofs proofs;
  private final Outbox outbox;
  private final Intents intents;
  private final ReviewActions actions;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ReviewSignatures(
      ReviewStore store,
      Orders orders,
      ChainAccounts accounts,
      WalletProofs proofs,
      Outbox outbox,
      Intents intents,
      ReviewActions actions,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.orders = orders;
    this.accounts = accounts;
    this.proofs = proofs;
    this.outbox = outbox;
    this.intents = intents;
    this.actions = actions;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What a wallet is to sign.
  ///
  /// @param followUp whether it is what was added, and not the review itself
  record ToSign(boolean followUp, Address account, Instant signBy, TypedData document) {}

  /// Something that one account says on the chain.
  private record Saying(Action action, Address account, Hash reference, Subject subject) {}

  /// Until when the account's own wallet may sign what is written now; null where its key is here.
  @Nullable Instant signBy(Address account) {
    return accounts.signsHere(account)
        ? null
        : clock.instant().plus(SIGN_WITHIN).truncatedTo(ChronoUnit.SECONDS);
  }

  /// Brings a review to the chain, unless a wallet has to sign it first.
  void bring(Review review) {
    bring(saying(review), review.state());
  }

  /// As the other, for what is added or answered.
  void bring(Review review, Review.Reply reply) {
    bring(saying(review, reply), reply.state());
  }

  private void bring(Saying saying, Review.State state) {
    if (state == Review.State.PENDING) {
      Hash _ = outbox.act(saying.account, saying.action, saying.reference, saying.subject);
    }
  }

  private Saying saying(Review review) {
    Terms terms = terms(review);
    return new Saying(
        actions.attest(terms, review.line().number(), review.stars(), review.contentHash()),
        terms.buyer(),
        References.of("review/attest", review.id(), review.attempt()),
        new Subject(ProductReviews.SUBJECT, review.id()));
  }

  private Saying saying(Review review, Review.Reply reply) {
    boolean answer = reply.kind() == Review.Reply.Kind.ANSWER;
    return new Saying(
        answer
            ? actions.answer(review.key(), reply.contentHash())
            : actions.followUp(review.key(), reply.contentHash()),
        answer ? terms(review).merchant() : terms(review).buyer(),
        References.of("review/reply", reply.id()),
        new Subject(ProductReviews.REPLY_SUBJECT, reply.id()));
  }

  private Terms terms(Review review) {
    return orders.find(review.line().sellerOrder()).orElseThrow().terms();
  }

  /// What the author's wallet is to sign of a review or of what was added to it; nothing when
  /// nothing is waited for any more.
  Optional<ToSign> toSign(Review review) {
    Instant now = clock.instant();
    if (review.state() == Review.State.TO_SIGN) {
      return toSign(saying(review), Objects.requireNonNull(review.signBy()), now, false);
    }
    return unsigned(review)
        .flatMap(it -> toSign(saying(review, it), Objects.requireNonNull(it.signBy()), now, true));
  }

  private Optional<ToSign> toSign(Saying saying, Instant signBy, Instant now, boolean followUp) {
    return now.isBefore(signBy)
        ? Optional.of(
            new ToSign(
                followUp,
                saying.account,
                signBy,
                intents.document(saying.action, saying.account, saying.reference, signBy)))
        : Optional.empty();
  }

  private static Optional<Review.Reply> unsigned(Review review) {
    return review
        .reply(Review.Reply.Kind.FOLLOW_UP)
        .filter(it -> it.state() == Review.State.TO_SIGN);
  }

  /// Goes on with what the author's wallet has signed. Refuses with [ReviewError#NOT_SIGNED] what
  /// it did not sign, and with [ReviewError#NOT_WAITING] what is not waited for any more.
  Review sign(UserId author, UUID id, Bytes signature) {
    Review review = require(author, id);
    ToSign asked = toSign(review).orElseThrow(() -> new DomainException(ReviewError.NOT_WAITING));
    if (!proofs.isSigned(asked.document, asked.account, signature)) {
      throw new DomainException(ReviewError.NOT_SIGNED);
    }
    transaction.executeWithoutResult(
        status -> {
          Instant now = clock.instant();
          Optional<Review.Reply> reply = asked.followUp ? unsigned(review) : Optional.empty();
          boolean waited =
              reply
                  .map(it -> store.replySigned(it.id(), now))
                  .orElseGet(() -> store.signed(id, review.attempt(), now));
          if (!waited) {
            throw new DomainException(ReviewError.NOT_WAITING);
          }
          Saying saying = reply.map(it -> saying(review, it)).orElseGet(() -> saying(review));
          outbox.know(saying.reference, saying.subject);
          outbox.relay(
              intents.signed(
                  saying.action, saying.account, saying.reference, asked.signBy, signature),
              saying.subject);
        });
    return require(author, id);
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not there, or not this user's.
  Review require(UserId author, UUID id) {
    return store
        .find(id)
        .filter(it -> it.buyer().equals(author))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// What no wallet signed in time may be written again.
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT40S")
  void endUnsigned() {
    store.endUnsigned(clock.instant());
  }
}
