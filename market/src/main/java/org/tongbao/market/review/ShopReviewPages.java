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
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.review.ShopReviewListPage.Asked;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// What buyers say of a shop's goods, and what the shop answers.
@Controller
final class ShopReviewPages {
  private static final String REVIEWS = "/merchant/{merchantId}/reviews";
  private static final int SHOWN = 10;

  private final ProductReviews reviews;
  private final ReviewStore store;
  private final ReviewListStore lists;
  private final ShopDesks desks;
  private final Pages pages;

  ShopReviewPages(
      ProductReviews reviews,
      ReviewStore store,
      ReviewListStore lists,
      ShopDesks desks,
      Pages pages) {
    this.reviews = reviews;
    this.store = store;
    this.lists = lists;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(REVIEWS)
  @Needs(Permission.SHOP_ORDERS_READ)
  View list(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String stars,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_READ);
    Asked asked = Asked.of(show, stars);
    PageOfList.Request part = PageOfList.Request.of(SHOWN, cursor);
    PageOfList<Review> found =
        part.page(lists.of(shop, asked.unanswered(), asked.stars(), part), Review::id);
    return pages.of(
        "shop-reviews", page(caller, frame, shop, asked, found, null, "", FormErrors.NONE));
  }

  /// Answers one. What is not taken comes back with that review alone, so that nobody has to look
  /// for it in a list that may have moved on.
  @PostMapping(REVIEWS + "/{id}/answer")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  View answer(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String stars,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_HANDLE);
    UUID review = ShownReviewApi.id(id);
    Asked asked = Asked.of(show, stars);
    try {
      Review _ = reviews.answer(shop, review, text);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Review known =
          store
              .find(review)
              .filter(it -> it.merchant().equals(shop))
              .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
      PageOfList<Review> alone = new PageOfList<>(List.of(known), null);
      return pages.refused(
          "shop-reviews", page(caller, frame, shop, asked, alone, review, text, errors));
    }
    return pages.done(
        redirect, "merchant.reviews.answered", asked.address(ShopDesks.path(shop, "/reviews")));
  }

  private ShopReviewListPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      Asked asked,
      PageOfList<Review> found,
      @Nullable UUID refused,
      String typed,
      FormErrors errors) {
    String base = ShopDesks.path(shop, "/reviews");
    Desk desk =
        refused == null
            ? desks.of(caller, shop, frame.texts(), "/reviews")
            : desks.of(
                caller,
                shop,
                frame.texts(),
                "/reviews",
                Desk.Link.to(frame.texts().get("merchant.reviews"), base));
    return new ShopReviewListPage(
        frame,
        desk,
        base,
        asked,
        lists.rating(shop),
        found.items().stream().map(ShopReviewListPage.Row::of).toList(),
        found.next(),
        caller.may(Permission.SHOP_ORDERS_HANDLE, shop),
        refused,
        typed,
        errors);
  }
}
