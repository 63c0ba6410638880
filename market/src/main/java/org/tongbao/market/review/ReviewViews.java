package org.tongbao.market.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Hash;

/// Reviews as the REST API shows them.
final class ReviewViews {
  private ReviewViews() {}

  /// What everybody sees.
  ///
  /// @param verified whether the chain has it: of an order's line that was received
  /// @param followUp and answer: only what the chain has
  record Shown(
      UUID id,
      UUID productId,
      UUID variantId,
      String title,
      String options,
      String author,
      int stars,
      String text,
      List<MediumView> media,
      int helpful,
      boolean verified,
      @Nullable Instant attestedAt,
      @Nullable ReplyView followUp,
      @Nullable ReplyView answer,
      Instant createdAt) {
    static Shown of(Review review) {
      return new Shown(
          review.id(),
          review.line().product(),
          review.line().variant(),
          review.line().title(),
          review.line().options(),
          review.author(),
          review.stars(),
          review.text(),
          mediaOf(review, "REVIEW"),
          review.helpful(),
          review.state() == Review.State.ATTESTED,
          review.attestedAt(),
          attested(review, Review.Reply.Kind.FOLLOW_UP),
          attested(review, Review.Reply.Kind.ANSWER),
          review.createdAt());
    }
  }

  record MediumView(
      String hash,
      String kind,
      String type,
      String url,
      @Nullable String thumbnailUrl,
      @Nullable Long durationMillis) {}

  record ReplyView(
      String text,
      List<MediumView> media,
      Review.State state,
      @Nullable String refusal,
      Instant createdAt) {}

  /// What an own wallet signs (EIP-712), as `eth_signTypedData_v4` takes it.
  record ToSign(Instant signBy, Map<String, Object> document) {}

  /// What somebody who takes part in it sees: how far it has come, too.
  ///
  /// @param toSign what its author's own wallet has to sign before anything happens
  record Own(
      Shown review,
      UUID orderId,
      int line,
      Review.State state,
      @Nullable String refusal,
      boolean hidden,
      @Nullable ReplyView followUp,
      @Nullable ReplyView answer,
      @Nullable ToSign toSign) {
    static Own of(Review review) {
      return of(review, Optional.empty());
    }

    static Own of(Review review, Optional<ReviewSignatures.ToSign> waiting) {
      return new Own(
          Shown.of(review),
          review.line().sellerOrder(),
          review.line().number(),
          review.state(),
          review.refusal(),
          review.hidden(),
          any(review, Review.Reply.Kind.FOLLOW_UP),
          any(review, Review.Reply.Kind.ANSWER),
          waiting.map(it -> new ToSign(it.signBy(), it.document().toTree())).orElse(null));
    }
  }

  /// One review with what everybody can check it by; of a hidden one, the reasons alone.
  ///
  /// @param review null when it is hidden
  /// @param key by which the chain knows it
  /// @param documents whose Keccak-256 the chain has, in the order of its events
  record Proven(
      UUID id, boolean hidden, @Nullable Shown review, String key, List<Document> documents) {}

  /// @param document null when what it says is hidden
  record Document(
      String kind, @Nullable String document, String contentHash, @Nullable String transaction) {}

  record RatingView(
      int averageHundredths,
      long starsSum,
      int count,
      int one,
      int two,
      int three,
      int four,
      int five) {
    static RatingView of(Rating rating) {
      List<Integer> counts = rating.counts();
      return new RatingView(
          rating.averageHundredths(),
          rating.starsSum(),
          rating.count(),
          counts.get(0),
          counts.get(1),
          counts.get(2),
          counts.get(3),
          counts.get(4));
    }
  }

  record Rated(RatingView rating, List<Shown> items, @Nullable String next) {
    static Rated of(Rating rating, PageOfList<Review> page) {
      return new Rated(
          RatingView.of(rating), page.items().stream().map(Shown::of).toList(), page.next());
    }
  }

  /// For moderators.
  record Moderated(Own review, List<ReportView> reports, List<DecisionView> decisions) {}

  record ReportView(String reason, Instant createdAt, boolean settled) {}

  record DecisionView(
      boolean hidden, String reason, String state, @Nullable String refusal, Instant createdAt) {
    static DecisionView of(ModerationStore.Decision decision) {
      return new DecisionView(
          decision.hidden(),
          decision.reason(),
          decision.state(),
          decision.refusal(),
          decision.createdAt());
    }
  }

  static Proven proven(Review review, List<ModerationStore.Decision> decisions) {
    List<Document> documents = new ArrayList<>();
    boolean hidden = review.hidden();
    documents.add(
        document("review", review.document(), review.contentHash(), review.transaction(), hidden));
    review.replies().stream()
        .filter(it -> it.state() == Review.State.ATTESTED)
        .forEach(
            it ->
                documents.add(
                    document(
                        it.kind() == Review.Reply.Kind.ANSWER ? "answer" : "follow-up",
                        it.document(),
                        it.contentHash(),
                        it.transaction(),
                        hidden)));
    decisions.stream()
        .filter(it -> it.state().equals("DONE"))
        .forEach(
            it ->
                documents.add(
                    document("moderation", it.document(), it.contentHash(), null, false)));
    return new Proven(
        review.id(), hidden, hidden ? null : Shown.of(review), review.key().toHex(), documents);
  }

  private static Document document(
      String kind, String text, Hash hash, @Nullable Hash transaction, boolean hidden) {
    return new Document(
        kind,
        hidden ? null : text,
        hash.toHex(),
        Optional.ofNullable(transaction).map(Hash::toHex).orElse(null));
  }

  private static @Nullable ReplyView attested(Review review, Review.Reply.Kind kind) {
    return review
        .reply(kind)
        .filter(it -> it.state() == Review.State.ATTESTED)
        .map(it -> view(review, it))
        .orElse(null);
  }

  private static @Nullable ReplyView any(Review review, Review.Reply.Kind kind) {
    return review.reply(kind).map(it -> view(review, it)).orElse(null);
  }

  private static ReplyView view(Review review, Review.Reply reply) {
    return new ReplyView(
        reply.text(),
        reply.kind() == Review.Reply.Kind.FOLLOW_UP ? mediaOf(review, "FOLLOW_UP") : List.of(),
        reply.state(),
        reply.refusal(),
        reply.createdAt());
  }

  private static List<MediumView> mediaOf(Review review, String part) {
    return review.media().stream()
        .filter(it -> it.part().equals(part))
        .map(
            it ->
                new MediumView(
                    it.hash(),
                    it.kind(),
                    it.type(),
                    "/media/" + it.hash(),
                    it.thumbnail() == null ? null : "/media/" + it.thumbnail(),
                    it.durationMillis()))
        .toList();
  }
}
