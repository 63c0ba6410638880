package org.tongbao.market.review;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// One's own reviews, and what one thinks of others'.
@Controller
final class ReviewPages {
  static final String OWN = "/account/reviews";
  private static final int SHOWN = 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ReviewStore store;
  private final ReviewListStore lists;
  private final ReviewSignatures signatures;
  private final Moderation moderation;
  private final Pages pages;

  ReviewPages(
      ReviewStore store,
      ReviewListStore lists,
      ReviewSignatures signatures,
      Moderation moderation,
      Pages pages) {
    this.store = store;
    this.lists = lists;
    this.signatures = signatures;
    this.moderation = moderation;
    this.pages = pages;
  }

  @GetMapping(OWN)
  @Needs(Permission.OWN_ACCOUNT)
  View own(Caller caller, Frame frame, @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request asked = PageOfList.Request.of(SHOWN, cursor);
    PageOfList<Review> found = asked.page(lists.of(caller.user(), asked), Review::id);
    return pages.of(
        "own-reviews",
        new OwnReviewsPage(frame, found.items().stream().map(this::own).toList(), found.next()));
  }

  private OwnReviewsPage.Own own(Review review) {
    return new OwnReviewsPage.Own(
        ReviewsPage.Said.of(review),
        review.line().product(),
        review.line().title(),
        review.state(),
        review.hidden(),
        review.state() == Review.State.ATTESTED
            && !review.hidden()
            && review.reply(Review.Reply.Kind.FOLLOW_UP).isEmpty(),
        signatures.toSign(review).isPresent());
  }

  /// What one's own wallet has to sign before a review counts.
  @GetMapping("/reviews/{id}/signature")
  @Needs(Permission.OWN_ACCOUNT)
  View signature(Caller caller, Frame frame, @PathVariable String id) {
    Review review = signatures.require(caller.user(), id(id));
    return signatures
        .toSign(review)
        .map(it -> pages.of("review-signature", page(frame, review, it, FormErrors.NONE)))
        .orElseGet(() -> pages.seeOther(OWN));
  }

  @PostMapping("/reviews/{id}/signature")
  @Needs(Permission.OWN_ACCOUNT)
  View sign(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String signature,
      RedirectAttributes redirect) {
    Review review = signatures.require(caller.user(), id(id));
    Optional<ReviewSignatures.ToSign> waiting = signatures.toSign(review);
    try {
      Bytes bytes = new BuyerReviewApi.ReviewSignatureFields(signature.strip()).bytes();
      Review _ = signatures.sign(caller.user(), review.id(), bytes);
    } catch (DomainException refused) {
      if (waiting.isEmpty()) {
        throw refused;
      }
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("review-signature", page(frame, review, waiting.get(), errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "review.done");
    return pages.seeOther(OWN);
  }

  private static ReviewSignaturePage page(
      Frame frame, Review review, ReviewSignatures.ToSign asked, FormErrors errors) {
    return new ReviewSignaturePage(
        frame,
        review.id(),
        review.line().title(),
        asked.followUp(),
        asked.account().toChecksumHex(),
        asked.signBy(),
        JSON.writeValueAsString(asked.document().toTree()),
        errors);
  }

  /// It helped.
  @PostMapping("/reviews/{id}/vote")
  @Needs(Permission.OWN_ACCOUNT)
  View vote(Caller caller, @PathVariable String id, RedirectAttributes redirect) {
    Review review = store.find(id(id)).orElseThrow(ReviewPages::notFound);
    moderation.vote(caller.user(), review.id(), true);
    redirect.addFlashAttribute(Frame.NOTICE, "review.voted");
    return pages.seeOther("/products/" + review.line().product() + "/reviews");
  }

  static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(ReviewPages::notFound);
  }

  static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
