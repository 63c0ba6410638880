package org.tongbao.market.review;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.review.ReviewListStore.Shown;
import org.tongbao.market.review.ReviewListStore.Sorting;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;

/// Reviews, for everybody.
@RestController
@RequestMapping("/api/v1")
final class ShownReviewApi {
  private final ReviewStore reviews;
  private final ReviewListStore lists;
  private final ModerationStore moderations;

  ShownReviewApi(ReviewStore reviews, ReviewListStore lists, ModerationStore moderations) {
    this.reviews = reviews;
    this.lists = lists;
    this.moderations = moderations;
  }

  /// `sort` is `newest`, `helpful`, `best` or `worst`.
  @GetMapping("/products/{id}/reviews")
  ReviewViews.Rated ofProduct(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer stars,
      @RequestParam(defaultValue = "false") boolean withPictures,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    UUID product = id(id);
    PageOfList.Request page = PageOfList.Request.of(limit, cursor);
    Shown asked = new Shown(product, null, stars(stars), withPictures, sorting(sort));
    return ReviewViews.Rated.of(
        lists.rating(product), page.page(lists.shown(asked, page), Review::id));
  }

  /// How a shop's products are rated together, and their reviews.
  @GetMapping("/merchants/{merchantId}/rating")
  ReviewViews.Rated ofShop(
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable Integer stars,
      @RequestParam(defaultValue = "false") boolean withPictures,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    UUID merchant = id(merchantId);
    PageOfList.Request page = PageOfList.Request.of(limit, cursor);
    Shown asked = new Shown(null, merchant, stars(stars), withPictures, sorting(sort));
    return ReviewViews.Rated.of(
        lists.rating(new MerchantId(merchant)), page.page(lists.shown(asked, page), Review::id));
  }

  /// One review, with the documents whose hashes are on the chain.
  @GetMapping("/reviews/{id}")
  ReviewViews.Proven one(@PathVariable String id) {
    Review review =
        reviews
            .find(id(id))
            .filter(it -> it.state() == Review.State.ATTESTED)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return ReviewViews.proven(review, moderations.decisions(review.id()));
  }

  static @Nullable Integer stars(@Nullable Integer stars) {
    if (stars != null && (stars < 1 || stars > 5)) {
      throw Fields.malformed("stars");
    }
    return stars;
  }

  static Sorting sorting(@Nullable String sort) {
    return switch (sort == null ? "newest" : sort) {
      case "newest" -> Sorting.NEWEST;
      case "helpful" -> Sorting.HELPFUL;
      case "best" -> Sorting.BEST;
      case "worst" -> Sorting.WORST;
      default -> throw Fields.malformed("sort");
    };
  }

  static UUID id(String id) {
    return PageFields.id(id);
  }
}
