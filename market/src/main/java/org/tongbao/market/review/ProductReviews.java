package org.tongbao.market.review;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.media.Upload;
import org.tongbao.market.media.UploadKind;
import org.tongbao.market.media.Uploads;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.order.OrderNumber;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.Placement;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Writes reviews, follow-ups and answers. Each is stored and brought to the chain; it counts when
/// the chain is heard to have it. Thread-safe; for a transaction of the caller.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ProductReviews {
  static final String SUBJECT = "review";
  static final String REPLY_SUBJECT = "review-reply";
  private static final int TEXT_LIMIT = 2_000;
  private static final int MOST_PICTURES = 9;

  private final ReviewStore store;
  private final Orders orders;
  private final Uploads uploads;
  private final Users users;
  private final ChainAccounts accounts;
  private final Outbox outbox;
  private final ReviewSignatures signatures;
  private final Contracts contracts;
  private final Clock clock;

  ProductReviews(
      ReviewStore store,
      Orders orders,
      Uploads uploads,
      Users users,
      ChainAccounts accounts,
      Outbox outbox,
      ReviewSignatures signatures,
      Contracts contracts,
      Clock clock) {
    this.store = store;
    this.orders = orders;
    this.uploads = uploads;
    this.users = users;
    this.accounts = accounts;
    this.outbox = outbox;
    this.signatures = signatures;
    this.contracts = contracts;
    this.clock = clock;
  }

  /// @param line counted from 0
  /// @param media hashes of the author's uploads: up to nine pictures, one voice, one video
  public record Draft(int line, int stars, String text, List<String> media) {
    public Draft {
      media = List.copyOf(media);
      if (stars < 1 || stars > 5) {
        throw Fields.malformed("stars");
      }
    }
  }

  /// Reviews a line of one's own order that was received, once; again only after the chain has
  /// refused, or as long as the buyer's own wallet has not signed. Refuses with [ReviewError].
  public Review write(UserId buyer, OrderNumber number, UUID part, Draft draft) {
    SellerOrder order =
        orders
            .find(buyer, number)
            .flatMap(
                whole ->
                    orders.parts(whole.id()).stream()
                        .filter(it -> it.id().equals(part))
                        .findFirst())
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    if (order.times().returnUntil() == null) {
      throw new DomainException(ReviewError.NOT_RECEIVED);
    }
    List<Placement.Line> lines = orders.lines(order);
    if (draft.line < 0 || draft.line >= lines.size()) {
      throw Fields.malformed("line");
    }
    List<Upload> media = media(buyer, draft.media);
    Hash key = ReviewDocument.key(contracts.orders().address(), order.terms().id(), draft.line);
    String text = Fields.optionalText("text", draft.text, TEXT_LIMIT);
    List<String> hashes = media.stream().map(Upload::hash).toList();
    ReviewDocument document =
        ReviewDocument.review(order.terms().id(), draft.line, draft.stars, text, hashes);
    if (!store.put(row(order, lines.get(draft.line), draft, key, text, media, document))) {
      throw new DomainException(ReviewError.ALREADY_REVIEWED);
    }
    Review stored = store.lockByKey(key).orElseThrow();
    store.setMedia(stored.id(), "REVIEW", media);
    Subject subject = new Subject(SUBJECT, stored.id());
    outbox.know(key, subject);
    signatures.bring(stored);
    return store.find(stored.id()).orElseThrow();
  }

  private Review row(
      SellerOrder order,
      Placement.Line line,
      Draft draft,
      Hash key,
      String text,
      List<Upload> media,
      ReviewDocument document) {
    Instant signBy = signatures.signBy(order.terms().buyer());
    return new Review(
        Uuid7.next(clock),
        key,
        new Review.Line(
            order.id(), draft.line, line.product(), line.variant(), line.title(), line.options()),
        order.ref().merchant(),
        order.ref().buyer(),
        author(order.ref().buyer()),
        draft.stars,
        text,
        media.stream()
            .map(it -> new Review.Medium("REVIEW", it.hash(), it.kind().name(), "", null, null))
            .toList(),
        document.text(),
        document.hash(),
        1,
        state(signBy),
        signBy,
        null,
        null,
        null,
        false,
        0,
        List.of(),
        clock.instant());
  }

  private static Review.State state(@Nullable Instant signBy) {
    return signBy == null ? Review.State.PENDING : Review.State.TO_SIGN;
  }

  public Optional<Review> find(UUID id) {
    return store.find(id);
  }

  /// The first letter of the name, so that friends know and strangers do not.
  private String author(UserId buyer) {
    String name = users.find(buyer).map(User::displayName).orElse("").strip();
    return name.isEmpty() ? "***" : name.substring(0, name.offsetByCodePoints(0, 1)) + "***";
  }

  /// Adds to one's own review, once.
  public Review followUp(UserId buyer, UUID id, String text, List<String> hashes) {
    Review review =
        store
            .lock(id)
            .filter(it -> it.buyer().equals(buyer))
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    List<Upload> media = media(buyer, hashes);
    Address account = order(review).terms().buyer();
    reply(review, Review.Reply.Kind.FOLLOW_UP, text, media, account);
    store.setMedia(id, "FOLLOW_UP", media);
    return store.find(id).orElseThrow();
  }

  /// Answers a review of this merchant's goods, once.
  public Review answer(MerchantId merchant, UUID id, String text) {
    Review review =
        store
            .lock(id)
            .filter(it -> it.merchant().equals(merchant))
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Address account = order(review).terms().merchant();
    if (!accounts.signsHere(account)) {
      throw new DomainException(ReviewError.WALLET_SIGNS);
    }
    reply(review, Review.Reply.Kind.ANSWER, text, List.of(), account);
    return store.find(id).orElseThrow();
  }

  private void reply(
      Review review, Review.Reply.Kind kind, String said, List<Upload> media, Address account) {
    String text = Fields.optionalText("text", said, TEXT_LIMIT);
    if (text.isEmpty()) {
      throw new DomainException(RequestError.FIELD_MISSING, "text");
    }
    if (review.state() != Review.State.ATTESTED) {
      throw new DomainException(ReviewError.NOT_ATTESTED);
    }
    Instant signBy = signatures.signBy(account);
    List<String> hashes = media.stream().map(Upload::hash).toList();
    ReviewDocument document = ReviewDocument.reply(kind, review.key(), text, hashes);
    Review.Reply reply =
        new Review.Reply(
            kind,
            Uuid7.next(clock),
            text,
            document.text(),
            document.hash(),
            state(signBy),
            signBy,
            null,
            null,
            clock.instant());
    if (!store.putReply(review.id(), reply)) {
      throw new DomainException(ReviewError.ALREADY_REPLIED);
    }
    signatures.bring(review, reply);
  }

  private SellerOrder order(Review review) {
    return orders.find(review.line().sellerOrder()).orElseThrow();
  }

  private List<Upload> media(UserId owner, List<String> hashes) {
    if (hashes.size() > MOST_PICTURES + 2 || new HashSet<>(hashes).size() != hashes.size()) {
      throw new DomainException(ReviewError.TOO_MANY_MEDIA);
    }
    List<Upload> media = uploads.use(owner, hashes);
    if (count(media, UploadKind.PICTURE) > MOST_PICTURES
        || count(media, UploadKind.VOICE) > 1
        || count(media, UploadKind.VIDEO) > 1) {
      throw new DomainException(ReviewError.TOO_MANY_MEDIA);
    }
    return media;
  }

  private static long count(List<Upload> media, UploadKind kind) {
    return media.stream().filter(it -> it.kind() == kind).count();
  }
}
