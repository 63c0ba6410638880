package org.tongbao.market.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
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
import org.tongbao.market.web.Pages;

/// Writing reviews and adding to them. Files come with the form: they are kept first, as uploads of
/// their owner, so that a form that comes back with a complaint has them still. A line is reviewed
/// once, however often the form is sent (ADR 196).
@Controller
final class ReviewFormPages {
  private final ProductReviews reviews;
  private final ReviewSignatures signatures;
  private final Orders orders;
  private final Uploads uploads;
  private final TransactionTemplate transaction;
  private final Pages pages;

  ReviewFormPages(
      ProductReviews reviews,
      ReviewSignatures signatures,
      Orders orders,
      Uploads uploads,
      TransactionTemplate transaction,
      Pages pages) {
    this.reviews = reviews;
    this.signatures = signatures;
    this.orders = orders;
    this.uploads = uploads;
    this.transaction = transaction;
    this.pages = pages;
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
      @RequestParam(required = false) @Nullable List<MultipartFile> file,
      @RequestParam(defaultValue = "false") boolean add,
      RedirectAttributes redirect) {
    Bought bought = bought(caller.user(), number, id, line);
    List<String> all = new ArrayList<>(media);
    try {
      keep(caller.user(), file, all);
      if (add) {
        Typed typed = new Typed(line, stars, text, all);
        return pages.of("review", page(caller, frame, bought, typed, FormErrors.NONE));
      }
      Review written =
          inTransaction(
              () ->
                  reviews.write(
                      caller.user(),
                      bought.number,
                      bought.part,
                      new ProductReviews.Draft(line, stars, text, all)));
      return done(written, redirect);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Typed typed = new Typed(line, stars, text, all);
      return pages.refused("review", page(caller, frame, bought, typed, errors));
    }
  }

  /// Keeps the files of a form and names them among what goes with the review.
  private void keep(UserId owner, @Nullable List<MultipartFile> files, List<String> hashes) {
    try {
      for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
        if (!file.isEmpty()) {
          String hash = uploads.add(owner, file.getBytes()).upload().hash();
          if (!hashes.contains(hash)) {
            hashes.add(hash);
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Review inTransaction(Supplier<Review> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  private View done(Review written, RedirectAttributes redirect) {
    if (signatures.toSign(written).isPresent()) {
      return pages.seeOther("/reviews/" + written.id() + "/signature");
    }
    redirect.addFlashAttribute(Frame.NOTICE, "review.done");
    return pages.seeOther(ReviewPages.OWN);
  }

  /// A line of an order of one's own.
  private record Bought(OrderNumber number, UUID part, String title) {
    String place() {
      return "/orders/" + number.value();
    }
  }

  private Bought bought(UserId buyer, String number, String id, int line) {
    OrderNumber known = OrderNumber.parse(number).orElseThrow(ReviewPages::notFound);
    UUID part = ReviewPages.id(id);
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
      throw ReviewPages.notFound();
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
    Review review = signatures.require(caller.user(), ReviewPages.id(id));
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
      @RequestParam(required = false) @Nullable List<MultipartFile> file,
      @RequestParam(defaultValue = "false") boolean add,
      RedirectAttributes redirect) {
    Review review = signatures.require(caller.user(), ReviewPages.id(id));
    List<String> all = new ArrayList<>(media);
    try {
      keep(caller.user(), file, all);
      if (add) {
        Typed typed = new Typed(0, 0, text, all);
        return pages.of("review", page(caller, frame, review, typed, FormErrors.NONE));
      }
      return done(
          inTransaction(() -> reviews.followUp(caller.user(), review.id(), text, all)), redirect);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Typed typed = new Typed(0, 0, text, all);
      return pages.refused("review", page(caller, frame, review, typed, errors));
    }
  }

  private ReviewFormPage page(
      Caller caller, Frame frame, Review review, Typed typed, FormErrors errors) {
    return new ReviewFormPage(
        frame,
        "/reviews/" + review.id() + "/follow-up",
        review.line().title(),
        ReviewPages.OWN,
        true,
        typed,
        uploads.unused(caller.user()),
        errors);
  }
}
