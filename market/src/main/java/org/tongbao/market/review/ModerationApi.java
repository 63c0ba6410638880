package org.tongbao.market.review;

import static org.tongbao.market.review.ShownReviewApi.id;

import java.util.Set;
import java.util.UUID;
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
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// What moderators look at and decide. A decision goes to the chain and holds when it is there.
@RestController
@RequestMapping("/api/v1/platform/reviews")
final class ModerationApi {
  private static final Set<String> QUEUES = Set.of("REPORTED", "HIDDEN", "ALL");

  private final Moderation moderation;
  private final ReviewStore reviews;
  private final ReviewListStore lists;
  private final ModerationStore store;

  ModerationApi(
      Moderation moderation, ReviewStore reviews, ReviewListStore lists, ModerationStore store) {
    this.moderation = moderation;
    this.reviews = reviews;
    this.lists = lists;
    this.store = store;
  }

  /// `queue` is `REPORTED` (what waits), `HIDDEN` or `ALL`.
  @GetMapping
  @Needs(Permission.REVIEWS_MODERATE)
  PageOfList<ReviewViews.Moderated> list(
      @RequestParam(defaultValue = "REPORTED") String queue,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (!QUEUES.contains(queue)) {
      throw Fields.malformed("queue");
    }
    PageOfList.Request page = PageOfList.Request.of(limit, cursor);
    return page.page(lists.queue(queue, page), Review::id).map(this::view);
  }

  @PostMapping("/{id}/concealment")
  @Needs(Permission.REVIEWS_MODERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReviewViews.Moderated hide(
      Caller caller, @PathVariable String id, @RequestBody BuyerReviewApi.ReasonFields fields) {
    moderation.decide(caller.user(), id(id), true, fields.text());
    return view(id(id));
  }

  @PostMapping("/{id}/restoration")
  @Needs(Permission.REVIEWS_MODERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReviewViews.Moderated showAgain(
      Caller caller, @PathVariable String id, @RequestBody BuyerReviewApi.ReasonFields fields) {
    moderation.decide(caller.user(), id(id), false, fields.text());
    return view(id(id));
  }

  /// Finds nothing wrong with what was reported.
  @PostMapping("/{id}/report-dismissal")
  @Needs(Permission.REVIEWS_MODERATE)
  ReviewViews.Moderated dismiss(@PathVariable String id) {
    moderation.dismissReports(id(id));
    return view(id(id));
  }

  private ReviewViews.Moderated view(UUID id) {
    return view(reviews.find(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND)));
  }

  private ReviewViews.Moderated view(Review review) {
    return new ReviewViews.Moderated(
        ReviewViews.Own.of(review),
        store.reports(review.id()).stream()
            .map(it -> new ReviewViews.ReportView(it.reason(), it.createdAt(), it.settled()))
            .toList(),
        store.decisions(review.id()).stream().map(ReviewViews.DecisionView::of).toList());
  }
}
