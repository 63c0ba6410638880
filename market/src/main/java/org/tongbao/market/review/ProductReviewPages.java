package org.tongbao.market.review;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// What buyers say of a product, by stars and with pictures, in an order of choice.
@Controller
final class ProductReviewPages {
  private static final int SHOWN = 10;

  private final ReviewListStore lists;
  private final Catalog catalog;
  private final Pages pages;

  ProductReviewPages(ReviewListStore lists, Catalog catalog, Pages pages) {
    this.lists = lists;
    this.catalog = catalog;
    this.pages = pages;
  }

  @GetMapping("/products/{id}/reviews")
  View list(
      Frame frame,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer stars,
      @RequestParam(defaultValue = "false") boolean withPictures,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor) {
    UUID known = ShownReviewApi.id(id);
    Product product =
        catalog.onSale(known).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    PageOfList.Request asked = PageOfList.Request.of(SHOWN, cursor);
    ReviewListStore.Shown wanted =
        new ReviewListStore.Shown(
            known, null, ShownReviewApi.stars(stars), withPictures, ShownReviewApi.sorting(sort));
    PageOfList<Review> found = asked.page(lists.shown(wanted, asked), Review::id);
    return pages.of(
        "reviews",
        new ReviewsPage(
            frame,
            known,
            product.content().title().in(frame.language()),
            lists.rating(known),
            found.items().stream().map(ReviewsPage.Said::of).toList(),
            new ReviewsPage.Asked(stars, withPictures, sort == null ? "newest" : sort),
            found.next()));
  }
}
