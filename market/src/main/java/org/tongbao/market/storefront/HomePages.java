package org.tongbao.market.storefront;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Category;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.search.ItemView;
import org.tongbao.market.search.ProductSearch;
import org.tongbao.market.search.ProductSearch.Asked;
import org.tongbao.market.search.ProductSearch.FoundView;
import org.tongbao.market.storefront.HomePage.CategoryTile;
import org.tongbao.market.storefront.HomePage.Row;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// Shows the first page.
@Controller
final class HomePages {
  private static final int NEWEST = 10;
  private static final int IN_A_ROW = 5;
  private static final int MOST_CATEGORIES = 12;
  private static final int MOST_ROWS = 3;

  private final ProductSearch search;
  private final Categories categories;
  private final Cards cards;
  private final Pages pages;

  HomePages(ProductSearch search, Categories categories, Cards cards, Pages pages) {
    this.search = search;
    this.categories = categories;
    this.cards = cards;
    this.pages = pages;
  }

  @GetMapping("/")
  View show(Frame frame) {
    Asked all = Asked.everything(frame.currency());
    FoundView newest = find(all, NEWEST);
    List<CategoryTile> tiles = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Category category : firstLevel()) {
      FoundView found = find(all.in(category.id()), IN_A_ROW);
      if (found.total() > 0) {
        String name = category.name().in(frame.language());
        String picture =
            found.items().stream()
                .map(ItemView::picture)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        tiles.add(new CategoryTile(category.id(), name, found.total(), picture));
        if (rows.size() < MOST_ROWS && found.items().size() == IN_A_ROW) {
          rows.add(new Row(category.id(), name, cards.of(found.items(), frame)));
        }
      }
    }
    return pages.of(
        "home", new HomePage(frame, newest.total(), tiles, cards.of(newest.items(), frame), rows));
  }

  private List<Category> firstLevel() {
    return categories.tree().stream()
        .filter(it -> it.parent() == null)
        .limit(MOST_CATEGORIES)
        .toList();
  }

  /// The first page must be there while the index is still being made: then it shows no products.
  private FoundView find(Asked asked, int limit) {
    try {
      return search.find(asked, limit, null, false);
    } catch (DomainException notReady) {
      if (notReady.code().status() < 500) {
        throw notReady;
      }
      return new FoundView(0, List.of(), null, null);
    }
  }
}
