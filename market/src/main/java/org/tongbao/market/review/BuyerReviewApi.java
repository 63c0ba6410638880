package org.tongbao.market.review;

import static org.tongbao.market.review.ShownReviewApi.id;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.order.OrderNumber;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Bytes;

/// One's own reviews, and what one thinks of others'. What goes to the chain is answered with 202:
/// it counts when the chain has it, within moments.
@RestController
@RequestMapping("/api/v1")
final class BuyerReviewApi {
  private static final int REASON_LIMIT = 300;
  private static final int MOST_NAMED = 20;

  private final ProductReviews reviews;
  private final ReviewSignatures signatures;
  private final ReviewListStore lists;
  private final Moderation moderation;

  BuyerReviewApi(
      ProductReviews reviews,
      ReviewSignatures signatures,
      ReviewListStore lists,
      Moderation moderation) {
    this.reviews = reviews;
    this.signatures = signatures;
    this.lists = lists;
    this.moderation = moderation;
  }

  @GetMapping("/me/reviews")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<ReviewViews.Own> own(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request page = PageOfList.Request.of(limit, cursor);
    return page.page(lists.of(caller.user(), page), Review::id).map(this::own);
  }

  /// Reviews a line of a received order, counted from 0 as the order lists them.
  @PostMapping("/orders/{number}/parts/{id}/reviews")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReviewViews.Own write(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody ReviewFields fields) {
    OrderNumber order =
        OrderNumber.parse(number).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return own(reviews.write(caller.user(), order, id(id), fields.draft()));
  }

  @PostMapping("/reviews/{id}/follow-up")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReviewViews.Own followUp(
      Caller caller, @PathVariable String id, @RequestBody FollowUpFields fields) {
    return own(
        reviews.followUp(
            caller.user(),
            id(id),
            fields.text == null ? "" : fields.text,
            BuyerReviewApi.media(fields.media)));
  }

  /// Brings the signature of what stands in `toSign`.
  @PostMapping("/me/reviews/{id}/signature")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReviewViews.Own sign(
      Caller caller, @PathVariable String id, @RequestBody ReviewSignatureFields fields) {
    Review review = signatures.require(caller.user(), id(id));
    return own(signatures.sign(caller.user(), review.id(), fields.bytes()));
  }

  private ReviewViews.Own own(Review review) {
    return ReviewViews.Own.of(review, signatures.toSign(review));
  }

  @PutMapping("/reviews/{id}/vote")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void helpful(Caller caller, @PathVariable String id) {
    moderation.vote(caller.user(), id(id), true);
  }

  @DeleteMapping("/reviews/{id}/vote")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void takeVoteBack(Caller caller, @PathVariable String id) {
    moderation.vote(caller.user(), id(id), false);
  }

  /// Asks the platform to look at a review; one report of a user counts.
  @PostMapping("/reviews/{id}/reports")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void report(Caller caller, @PathVariable String id, @RequestBody ReasonFields fields) {
    moderation.report(caller.user(), id(id), fields.text());
  }

  private static List<String> media(@Nullable List<String> hashes) {
    if (hashes == null) {
      return List.of();
    }
    if (hashes.size() > MOST_NAMED) {
      throw Fields.malformed("media");
    }
    return hashes.stream().map(it -> Fields.line("media", it, 64)).toList();
  }

  /// `media` are hashes of one's uploads.
  record ReviewFields(
      @Nullable Integer line,
      @Nullable Integer stars,
      @Nullable String text,
      @Nullable List<String> media) {
    ProductReviews.Draft draft() {
      return new ProductReviews.Draft(
          Fields.required("line", line),
          Fields.required("stars", stars),
          text == null ? "" : text,
          BuyerReviewApi.media(media));
    }
  }

  /// A wallet's signature of typed data, in hexadecimal.
  record ReviewSignatureFields(@Nullable String signature) {
    private static final int LIMIT = 8_000;

    Bytes bytes() {
      try {
        return Bytes.fromHex(Fields.line("signature", signature, LIMIT));
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("signature");
      }
    }
  }

  record FollowUpFields(@Nullable String text, @Nullable List<String> media) {}

  record ReasonFields(@Nullable String reason) {
    String text() {
      return Fields.line("reason", reason, REASON_LIMIT);
    }
  }
}
