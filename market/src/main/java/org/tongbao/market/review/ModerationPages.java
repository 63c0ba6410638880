package org.tongbao.market.review;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.review.ModerationListPage.Queue;
import org.tongbao.market.review.ModerationPage.Deed;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.RefusedForm;

/// What moderators look at and decide: the same decisions as by REST.
@Controller
final class ModerationPages {
  private static final int REASON_LIMIT = 500;

  private final Moderation moderation;
  private final ReviewStore reviews;
  private final ReviewListStore lists;
  private final ModerationStore store;
  private final Pages pages;

  ModerationPages(
      Moderation moderation,
      ReviewStore reviews,
      ReviewListStore lists,
      ModerationStore store,
      Pages pages) {
    this.moderation = moderation;
    this.reviews = reviews;
    this.lists = lists;
    this.store = store;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.REVIEWS)
  @Needs(Permission.REVIEWS_MODERATE)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "REPORTED") String queue,
      @RequestParam(required = false) @Nullable String cursor) {
    Queue wanted = PageFields.one(Queue.class, queue);
    PageOfList.Request asked = PageOfList.Request.of(null, cursor);
    PageOfList<ModerationListPage.Line> found =
        asked.page(lists.queue(wanted.name(), asked), Review::id).map(this::line);
    return pages.of(
        "platform-reviews",
        new ModerationListPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.REVIEWS),
            wanted,
            found.items(),
            found.next()));
  }

  private ModerationListPage.Line line(Review review) {
    long open = store.reports(review.id()).stream().filter(it -> !it.settled()).count();
    return new ModerationListPage.Line(review, open);
  }

  @GetMapping(PlatformDesk.REVIEWS + "/{id}")
  @Needs(Permission.REVIEWS_MODERATE)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    return pages.of("platform-review", page(caller, frame, require(id), RefusedForm.NONE));
  }

  @PostMapping(PlatformDesk.REVIEWS + "/{id}/{deed}")
  @Needs(Permission.REVIEWS_MODERATE)
  View decide(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    Review known = require(id);
    Deed wanted = PageDeed.of(Deed.class, deed);
    try {
      decide(caller.user(), known, wanted, reason);
    } catch (DomainException refused) {
      RefusedForm form =
          RefusedForm.of(wanted.path(), refused, frame.texts(), Map.of("reason", reason));
      return pages.refused("platform-review", page(caller, frame, known, form));
    }
    return pages.done(
        redirect,
        "platform.reviews.done." + wanted.path(),
        PlatformDesk.REVIEWS + "/" + known.id());
  }

  private void decide(UserId by, Review known, Deed deed, String reason) {
    switch (deed) {
      case CONCEALMENT ->
          moderation.decide(by, known.id(), true, Fields.line("reason", reason, REASON_LIMIT));
      case RESTORATION ->
          moderation.decide(by, known.id(), false, Fields.line("reason", reason, REASON_LIMIT));
      case REPORT_DISMISSAL -> moderation.dismissReports(known.id());
    }
  }

  private ModerationPage page(Caller caller, Frame frame, Review review, RefusedForm refused) {
    return new ModerationPage(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.REVIEWS),
        review,
        said(review),
        store.reports(review.id()).stream()
            .map(it -> new ModerationPage.Report(it.reason(), it.createdAt(), it.settled()))
            .toList(),
        store.decisions(review.id()).stream()
            .map(
                it ->
                    new ModerationPage.Decision(
                        it.hidden(), it.reason(), it.state(), it.refusal(), it.createdAt()))
            .toList(),
        refused);
  }

  /// Files of a hidden review are given to nobody.
  private static ReviewsPage.Said said(Review review) {
    ReviewsPage.Said all = ReviewsPage.Said.of(review);
    return review.hidden()
        ? new ReviewsPage.Said(
            all.id(),
            all.author(),
            all.stars(),
            all.options(),
            all.text(),
            List.of(),
            all.at(),
            all.helpful(),
            withoutMedia(all.followUp()),
            all.answer())
        : all;
  }

  private static ReviewsPage.@Nullable Reply withoutMedia(ReviewsPage.@Nullable Reply reply) {
    return reply == null ? null : new ReviewsPage.Reply(reply.text(), List.of(), reply.at());
  }

  private Review require(String id) {
    return reviews.find(PageFields.id(id)).orElseThrow(PageFields::notFound);
  }
}
