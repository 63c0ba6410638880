package org.tongbao.market.review;

import static org.tongbao.market.review.ShownReviewApi.id;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.PageOfList;

/// Reviews of a shop's goods, for those who work there.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/reviews")
final class ShopReviewApi {
  private final ProductReviews reviews;
  private final ReviewListStore lists;

  ShopReviewApi(ProductReviews reviews, ReviewListStore lists) {
    this.reviews = reviews;
    this.lists = lists;
  }

  @GetMapping
  @Needs(Permission.SHOP_ORDERS_READ)
  PageOfList<ReviewViews.Own> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "false") boolean unanswered,
      @RequestParam(required = false) @Nullable Integer stars,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request page = PageOfList.Request.of(limit, cursor);
    Integer wanted = ShownReviewApi.stars(stars);
    return page.page(lists.of(caller.shop(merchantId), unanswered, wanted, page), Review::id)
        .map(ReviewViews.Own::of);
  }

  /// Once.
  @PostMapping("/{id}/answer")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReviewViews.Own answer(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody AnswerFields fields) {
    return ReviewViews.Own.of(
        reviews.answer(caller.shop(merchantId), id(id), fields.text == null ? "" : fields.text));
  }

  record AnswerFields(@Nullable String text) {}
}
