package org.tongbao.market.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// What buyers say of a product.
///
/// @param asked what of it is shown
/// @param next where the list goes on; null at its end
public record ReviewsPage(
    Frame frame,
    UUID product,
    String title,
    Rating rating,
    List<Said> reviews,
    Asked asked,
    @Nullable String next) {
  public ReviewsPage {
    reviews = List.copyOf(reviews);
  }

  /// @param stars null for all
  public record Asked(@Nullable Integer stars, boolean withPictures, String sort) {
    /// The query of the same list with other stars; null for all of them.
    public String with(@Nullable Integer other) {
      return "?sort="
          + sort
          + (other == null ? "" : "&stars=" + other)
          + (withPictures ? "&withPictures=true" : "");
    }
  }

  /// A review as everybody sees it.
  ///
  /// @param followUp and `answer`: null where there is none that the chain has
  public record Said(
      UUID id,
      String author,
      int stars,
      String options,
      String text,
      List<Review.Medium> media,
      Instant at,
      int helpful,
      @Nullable Reply followUp,
      @Nullable Reply answer) {
    public Said {
      media = List.copyOf(media);
    }

    static Said of(Review review) {
      return new Said(
          review.id(),
          review.author(),
          review.stars(),
          review.line().options(),
          review.text(),
          media(review, "REVIEW"),
          review.createdAt(),
          review.helpful(),
          reply(review, Review.Reply.Kind.FOLLOW_UP),
          reply(review, Review.Reply.Kind.ANSWER));
    }

    /// The words alone.
    Said withoutMedia() {
      Reply more = followUp;
      return new Said(
          id,
          author,
          stars,
          options,
          text,
          List.of(),
          at,
          helpful,
          more == null ? null : new Reply(more.text(), List.of(), more.at()),
          answer);
    }

    private static @Nullable Reply reply(Review review, Review.Reply.Kind kind) {
      List<Review.Medium> media =
          kind == Review.Reply.Kind.FOLLOW_UP ? media(review, "FOLLOW_UP") : List.of();
      return review
          .reply(kind)
          .filter(it -> it.state() == Review.State.ATTESTED)
          .map(it -> new Reply(it.text(), media, it.createdAt()))
          .orElse(null);
    }

    private static List<Review.Medium> media(Review review, String part) {
      return review.media().stream().filter(it -> it.part().equals(part)).toList();
    }
  }

  public record Reply(String text, List<Review.Medium> media, Instant at) {
    public Reply {
      media = List.copyOf(media);
    }
  }
}
