package org.tongbao.market.review;

import java.util.List;
import java.util.Map;
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
import org.tongbao.market.identity.UserId;
import org.tongbao.market.media.Uploads;
import org.tongbao.market.order.OrderNumber;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.Placement;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.review.ReviewFormPage.Typed;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// Writing reviews, and one's own.
@Controller
final class ReviewPages {
  private static final String OWN = "/account/reviews";
  private static final int SHOWN = 10;

  private final ProductReviews reviews;
  private final ReviewStore store;
  private final ReviewListStore lists;
  private final Moderation moderation;
  private final Orders orders;
  private final Uploads uploads;
  private final Pages pages;

  ReviewPages(
      ProductReviews reviews,
      ReviewStore store,
      ReviewListStore lists,
      Moderation moderation,
      Orders orders,
      Uploads uploads,
      Pages pages) {
    this.reviews = reviews;
    this.store = store;
    this.lists = lists;
    this.moderation = moderation;
    this.orders = orders;
    this.uploads = uploads;
    this.pages = pages;
  }

  @GetMapping(OWN)
  @Needs(Permission.OWN_ACCOUNT)
  View own(Caller caller, Frame frame, @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request asked = PageOfList.Request.of(SHOWN, cursor);
    PageOfList<Review> found = asked.page(lists.of(caller.user(), asked), Review::id);
    return pages.of(
        "own-reviews",
        new OwnReviewsPage(
            frame, found.items().stream().map(ReviewPages::own).toList(), found.next()));
  }

  private static OwnReviewsPage.Own own(Review review) {
    return new OwnReviewsPage.Own(
        ReviewsPage.Said.of(review),
        review.line().product(),
        review.line().title(),
        review.state(),
        review.hidden(),
        review.state() == Review.State.ATTESTED
            && !review.hidden()
            && review.reply(Review.Reply.Kind.FOLLOW_UP).isEmpty());
  }

  @GetMapping("/orders/{number}/parts/{id}/reviews/new")
  @Needs(Permission.OWN_ACCOUNT)
  View form(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int line) {
    Bought bought = bought(caller.user(), number, id, line);
    Typed nothing = new Typed(line, 0, "", List.of());
    return pages.of("review", page(caller, frame, bought, nothing, FormErrors.NONE));
  }

  @PostMapping("/orders/{number}/parts/{id}/reviews")
  @Needs(Permission.OWN_ACCOUNT)
  View write(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int line,
      @RequestParam(defaultValue = "0") int stars,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") List<String> media,
      RedirectAttributes redirect) {
    Bought bought = bought(caller.user(), number, id, line);
    try {
      Review _ =
          reviews.write(
              caller.user(),
              bought.number,
              bought.part,
              new ProductReviews.Draft(line, stars, text, media));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Typed typed = new Typed(line, stars, text, media);
      return pages.refused("review", page(caller, frame, bought, typed, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "review.done");
    return pages.seeOther(OWN);
  }

  /// A line of an order of one's own.
  private record Bought(OrderNumber number, UUID part, String title) {
    String place() {
      return "/orders/" + number.value();
    }
  }

  private Bought bought(UserId buyer, String number, String id, int line) {
    OrderNumber known = OrderNumber.parse(number).orElseThrow(ReviewPages::notFound);
    UUID part = id(id);
    SellerOrder order =
        orders
            .find(buyer, known)
            .flatMap(
                whole ->
                    orders.parts(whole.id()).stream()
                        .filter(it -> it.id().equals(part))
                        .findFirst())
            .orElseThrow(ReviewPages::notFound);
    List<Placement.Line> lines = orders.lines(order);
    if (line < 0 || line >= lines.size()) {
      throw notFound();
    }
    return new Bought(known, part, lines.get(line).title());
  }

  private ReviewFormPage page(
      Caller caller, Frame frame, Bought bought, Typed typed, FormErrors errors) {
    return new ReviewFormPage(
        frame,
        bought.place() + "/parts/" + bought.part + "/reviews",
        bought.title,
        bought.place(),
        false,
        typed,
        uploads.unused(caller.user()),
        errors);
  }

  @GetMapping("/reviews/{id}/follow-up")
  @Needs(Permission.OWN_ACCOUNT)
  View more(Caller caller, Frame frame, @PathVariable String id) {
    Review review = own(caller.user(), id);
    Typed nothing = new Typed(0, 0, "", List.of());
    return pages.of("review", page(caller, frame, review, nothing, FormErrors.NONE));
  }

  @PostMapping("/reviews/{id}/follow-up")
  @Needs(Permission.OWN_ACCOUNT)
  View followUp(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") List<String> media,
      RedirectAttributes redirect) {
    Review review = own(caller.user(), id);
    try {
      Review _ = reviews.followUp(caller.user(), review.id(), text, media);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Typed typed = new Typed(0, 0, text, media);
      return pages.refused("review", page(caller, frame, review, typed, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "review.done");
    return pages.seeOther(OWN);
  }

  private Review own(UserId user, String id) {
    return store
        .find(id(id))
        .filter(it -> it.buyer().equals(user))
        .orElseThrow(ReviewPages::notFound);
  }

  private ReviewFormPage page(
      Caller caller, Frame frame, Review review, Typed typed, FormErrors errors) {
    return new ReviewFormPage(
        frame,
        "/reviews/" + review.id() + "/follow-up",
        review.line().title(),
        OWN,
        true,
        typed,
        uploads.unused(caller.user()),
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

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(ReviewPages::notFound);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
